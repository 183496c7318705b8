// Owns the end of a wait: the earlier result is handed over and the clock begins, or the case stops. Refuses to do it twice.
import type { Calendar } from '#engines/clock';
import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { getServiceVersion, processOf } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { listLicencesOf } from '#modules/licences';
import {
  type Clock,
  type Definition,
  eventsOfChange,
  getCalendar,
  getLatestDefinition,
  type ProcessChange,
  storeClocks,
  storeProcessChange,
} from '#modules/work';
import type { Db } from '#platform/database';
import { command } from '#platform/use-case';
import type { Case } from './case.ts';
import { aboutCase } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { isSystem } from './case-permissions.ts';
import { type CaseChange, lockCase, updateCase } from './case-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { beginReceipt, noticeDueOn } from './receive-case.ts';

interface Waiting {
  readonly theCase: Case;
  readonly predecessor: { readonly status: string; readonly closed: boolean };
  readonly result: { readonly licenceNumber: string; readonly verificationCode: string } | undefined;
  readonly service: ServiceContent;
  readonly definition: Definition;
  readonly calendar: Calendar;
}

interface Release {
  readonly change: CaseChange;
  readonly process: ProcessChange | undefined;
  readonly clocks: readonly Clock[];
}

/**
 * Ends the wait of a case whose predecessor has closed. Granted: its result is handed over as this organ's evidence,
 * and receipt, and so the clock, begins today (docs/decisions/0005, our interpretation). Otherwise the case stops, no
 * clock runs, and the applicant chooses: to go on with a result that they hold, or to withdraw (act-on-own-case.ts).
 */
export const releaseWaitingCase = command<
  { readonly caseId: Id },
  Waiting,
  Release | undefined,
  void,
  CasesTables
>({
  name: 'release-waiting-case',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  load: (db, { caseId }) => loadWaiting(db, caseId),
  permission: isSystem,
  decide(waiting, _input, { now }) {
    const { theCase, predecessor, result } = waiting;
    if (theCase.status !== 'waiting' || !predecessor.closed)
      return { change: undefined, answer: undefined, events: [] };
    const base = { caseId: theCase.id, readRevision: theCase.revision } as const;
    if (predecessor.status !== 'granted') {
      return {
        change: { change: { ...base, status: 'stopped' }, process: undefined, clocks: [] },
        answer: undefined,
        events: [caseEvent('CaseStopped', theCase, { outcome: predecessor.status })],
      };
    }
    const today = legalDayOf(now);
    const receipt = beginReceipt({
      ...waiting,
      caseId: theCase.id,
      organId: theCase.organId,
      districtCode: theCase.districtCode,
      residentId: theCase.residentId,
      together: theCase.together,
      receivedOn: today,
      now,
    });
    return {
      change: {
        change: { ...base, status: 'received', receivedOn: today, dueOn: receipt.dueOn, handedOver: result },
        process: receipt.process,
        clocks: receipt.clocks,
      },
      answer: undefined,
      events: [
        caseEvent('CaseReceived', theCase, { dueOn: noticeDueOn(receipt.clocks) }),
        ...eventsOfChange(receipt.process),
      ],
    };
  },
  async store(db, release, context) {
    if (release === undefined) return;
    await updateCase(db, release.change);
    if (release.process !== undefined) await storeProcessChange(db, release.process, context);
    await storeClocks(db, release.clocks);
  },
});

async function loadWaiting(db: Db<CasesTables>, caseId: Id): Promise<Waiting> {
  const theCase = await lockCase(db, caseId);
  const predecessorId = theCase.waitsForCaseId;
  if (predecessorId === null) throw new Error('Only a case that waits can be released.');
  const predecessor = await db
    .selectFrom('cases.case')
    .select(['status', 'closedAt'])
    .where('id', '=', predecessorId)
    .executeTakeFirstOrThrow();
  const licence = (await listLicencesOf(db, [predecessorId]))[0];
  const service = (await getServiceVersion(db, theCase.serviceVersionId)).content;
  return {
    theCase,
    predecessor: { status: predecessor.status, closed: predecessor.closedAt !== null },
    result:
      licence === undefined
        ? undefined
        : { licenceNumber: licence.number, verificationCode: licence.verificationCode },
    service,
    definition: await getLatestDefinition(db, processOf(service, theCase.mode)),
    calendar: await getCalendar(db),
  };
}

/** The cases that wait for this one; for the subscriber that hears of its end. */
export async function listCasesWaitingFor(db: Db<CasesTables>, caseId: Id): Promise<readonly Id[]> {
  const rows = await db
    .selectFrom('cases.case')
    .select('id')
    .where('waitsForCaseId', '=', caseId)
    .where('status', '=', 'waiting')
    .execute();
  return rows.map((row) => row.id);
}
