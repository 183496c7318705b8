// Owns the one notice of everything that is missing; refuses a second one, and one that comes too late.
import { legalDayOf } from '#kernel/dates';
import { AppError, type FieldError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { eventsOfChange } from '#modules/work';
import type { Db } from '#platform/database';
import { command } from '#platform/use-case';
import { isNoticeTooLate } from './acceptance.ts';
import {
  aboutCase,
  type CaseAtWork,
  type CaseStep,
  completeAction,
  loadCaseAtWork,
  storeCaseStep,
} from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CorrectionBody } from './contract.ts';
import { caseMessages } from './messages.ts';

type CorrectionInput = CorrectionBody & { readonly caseId: Id };

interface CorrectionStep extends CaseStep {
  readonly correction: {
    readonly id: Id;
    readonly organId: Id;
    readonly residentId: Id;
    readonly items: CorrectionBody['items'];
    readonly noticedBy: Id;
  };
}

/**
 * 行政许可法 第三十二条第一款第四项: within five working days of receipt, once, everything. The process offers it only
 * where none was given; after the last day the law has accepted the application, and the notice is refused.
 */
export const requestCorrection = command<CorrectionInput, CaseAtWork, CorrectionStep, void, CasesTables>({
  name: 'request-correction',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, { caseId }) => loadCaseAtWork(db, caseId),
  permission: mayAct('request-correction'),
  decide(atWork, { revision, items }, { actor, now }) {
    const { theCase } = atWork;
    const process = completeAction(atWork, 'request-correction', revision, { acceptance: 'correction' }, now);
    if (isNoticeTooLate(atWork, legalDayOf(now)))
      throw new AppError('conflict', 'correction-too-late', caseMessages.correctionTooLate);
    assertItems(atWork, items);
    if (actor.kind !== 'officer') throw new Error('Only officers give notice.');
    return {
      change: {
        change: { caseId: theCase.id, readRevision: theCase.revision, status: 'correcting', dueOn: null },
        process,
        // A clock of registration that runs from receipt ends as well: the papers go back, and it starts anew with them.
        endClocks: ['acceptance', 'decision'],
        startClocks: [],
        correction: {
          id: newId(now),
          organId: theCase.organId,
          residentId: theCase.residentId,
          items,
          noticedBy: actor.id,
        },
      },
      answer: undefined,
      events: [
        caseEvent('CorrectionRequested', theCase, { itemCount: items.length }),
        ...eventsOfChange(process),
      ],
    };
  },
  async store(db, step, context) {
    await storeCaseStep(db, step, context);
    await insertCorrection(db, step, context.now);
  },
});

function assertItems({ service }: CaseAtWork, items: CorrectionBody['items']): void {
  const known = service.evidence.map((requirement) => requirement.key);
  const seen = new Set<string>();
  const fields: FieldError[] = [];
  for (const [index, item] of items.entries()) {
    const field = `items.${index}`;
    if (!known.includes(item.requirementKey)) fields.push({ field, text: caseMessages.requirementUnknown });
    else if (seen.has(item.requirementKey)) fields.push({ field, text: caseMessages.requirementTwice });
    seen.add(item.requirementKey);
  }
  if (fields.length > 0)
    throw new AppError('invalid', 'correction-items', caseMessages.incomplete, { fields });
}

async function insertCorrection(
  db: Db<CasesTables>,
  { change, correction }: CorrectionStep,
  now: Date,
): Promise<void> {
  await db
    .insertInto('cases.correction')
    .values({ ...correction, caseId: change.caseId, items: JSON.stringify(correction.items), noticedAt: now })
    .execute();
}
