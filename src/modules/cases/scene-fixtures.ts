// Owns the stage on which tests of cases play: a city, its applicant, officers by post; refuses short cuts past use cases.
import type { Actor, OfficerActor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { findOfficer, findResident } from '#test/kit/people';
import { requestAs, testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { type ApplicationFixture, buildApplication } from './case-fixtures.ts';
import type { CaseView } from './contract.ts';
import { decideCase } from './decide-case.ts';
import { reviewCase } from './review-case.ts';
import { type OwnApplication, type OwnCase, viewApplication } from './view-application.ts';
import { viewCase } from './view-case.ts';

export interface AppliedScene {
  readonly applicationId: Id;
  readonly cases: readonly OwnCase[];
  caseOf(service: string): OwnCase;
}

export interface CaseScene {
  readonly city: TestCity;
  readonly resident: Actor;
  /** A request of this actor at that time, which becomes the city's time. */
  at(now: Date, actor: Actor): UseCaseRequest;
  /** Whoever holds this post; for a post that nobody holds in the demonstration, somebody who does. */
  officer(organKey: string, role: Role): Promise<OfficerActor>;
  /** An application of the resident, dispatched at `now`, with its cases. */
  apply(now?: Date, stated?: ApplicationFixture): Promise<AppliedScene>;
  own(now: Date, applicationId: Id): Promise<OwnApplication>;
  look(now: Date, who: OfficerActor, caseId: Id): Promise<CaseView>;
  /** Accepted, reviewed and decided by the organ, from a case that was just received. */
  decide(now: Date, organKey: string, caseId: Id, outcome: 'granted' | 'refused'): Promise<void>;
  /** The same from a case that was accepted. */
  decideAccepted(now: Date, organKey: string, caseId: Id, outcome: 'granted' | 'refused'): Promise<void>;
  close(): Promise<void>;
}

export const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;

export async function openCaseScene(): Promise<CaseScene> {
  const city = await startTestCity();
  const resident = await findResident(city, 'resident-a');
  const at = (now: Date, actor: Actor): UseCaseRequest => {
    city.clock.now = now;
    return requestAs(city.database, actor, { now });
  };
  const own = (now: Date, applicationId: Id) =>
    runUseCase(at(now, resident), viewApplication, { applicationId });
  const officer = (organKey: string, role: Role) => findOfficer(city, organKey, role);
  const look = (now: Date, who: OfficerActor, caseId: Id) => runUseCase(at(now, who), viewCase, { caseId });
  const decideAccepted: CaseScene['decideAccepted'] = async (now, organKey, caseId, outcome) => {
    const reviewer = await officer(organKey, 'reviewer');
    const approver = await officer(organKey, 'approver');
    const revision = async () => (await look(now, reviewer, caseId)).revision;
    await runUseCase(at(now, reviewer), reviewCase, {
      caseId,
      revision: await revision(),
      conclusion: 'in-order',
      opinion: '齐全。',
    });
    const decision = { caseId, revision: await revision(), outcome, reasons: '事实和依据。' };
    await runUseCase(at(now, approver), decideCase, decision);
    await city.app.workUntilDone();
  };
  return {
    city,
    resident,
    at,
    own,
    officer,
    async apply(now = testNow, stated = {}) {
      const applicationId = await buildApplication(at(now, resident), stated);
      await city.app.workUntilDone();
      const { cases } = await own(now, applicationId);
      const caseOf = (service: string) => {
        const found = cases.find((one) => one.serviceKey === service);
        if (found === undefined) throw new Error(`There is no case for ${service}.`);
        return found;
      };
      return { applicationId, cases, caseOf };
    },
    look,
    async decide(now, organKey, caseId, outcome) {
      const reviewer = await officer(organKey, 'reviewer');
      const { revision } = await look(now, reviewer, caseId);
      await runUseCase(at(now, reviewer), acceptCase, { caseId, revision });
      await decideAccepted(now, organKey, caseId, outcome);
    },
    decideAccepted,
    close: () => city.close(),
  };
}
