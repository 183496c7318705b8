// Owns the stage on which tests of cases play: a city, its applicant, officers by post; refuses short cuts past use cases.
import type { Actor, OfficerActor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
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
  close(): Promise<void>;
}

export const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;

export async function openCaseScene(): Promise<CaseScene> {
  const city = await startTestCity();
  const { rows } = await city.database.migratorPool.query<{ id: Id }>(
    `select id from identity.resident where login_name = 'resident-a'`,
  );
  const resident: Actor = { kind: 'resident', id: rows[0]?.id ?? '', realNameLevel: 2 };
  const at = (now: Date, actor: Actor): UseCaseRequest => {
    city.clock.now = now;
    return requestAs(city.database, actor, { now });
  };
  const own = (now: Date, applicationId: Id) =>
    runUseCase(at(now, resident), viewApplication, { applicationId });
  const officer = (organKey: string, role: Role) => findOfficer(city, organKey, role);
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
    look: (now, who, caseId) => runUseCase(at(now, who), viewCase, { caseId }),
    async decide(now, organKey, caseId, outcome) {
      const reviewer = await officer(organKey, 'reviewer');
      const approver = await officer(organKey, 'approver');
      const revision = async () => (await runUseCase(at(now, reviewer), viewCase, { caseId })).revision;
      await runUseCase(at(now, reviewer), acceptCase, { caseId, revision: await revision() });
      await runUseCase(at(now, reviewer), reviewCase, {
        caseId,
        revision: await revision(),
        conclusion: 'in-order',
        opinion: '齐全。',
      });
      const decision = { caseId, revision: await revision(), outcome, reasons: '事实和依据。' };
      await runUseCase(at(now, approver), decideCase, decision);
      await city.app.workUntilDone();
    },
    close: () => city.close(),
  };
}

async function findOfficer(city: TestCity, organKey: string, role: Role): Promise<OfficerActor> {
  const { rows } = await city.database.migratorPool.query<{ officer: Id | null; post: Id | null; organ: Id }>(
    `select holding.officer_id as officer, post.id as post, organ.id as organ
     from organs.organ left join organs.post on post.organ_id = organ.id and post.role = $2
     left join identity.post_holding holding on holding.post_id = post.id
     where organ.key = $1 order by holding.officer_id limit 1`,
    [organKey, role],
  );
  const found = rows[0];
  if (found === undefined) throw new Error(`There is no organ ${organKey}.`);
  const id = found.officer ?? newId(city.clock.now);
  const postId = found.post ?? newId(city.clock.now);
  return { kind: 'officer', id, posts: [{ postId, organId: found.organ, role }] };
}
