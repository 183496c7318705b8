// Owns the applicant's answer to the one notice, and what the organ's side makes of it; refuses half an answer.
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { clockRulesOfService } from '#modules/catalogue';
import { advanceInstance, eventsOfChange, findOpenTaskId, openClock } from '#modules/work';
import { type FileRow, insertFileRow } from '#platform/files';
import { enqueueJob } from '#platform/jobs';
import { command } from '#platform/use-case';
import { aboutCase, type CaseAtWork, type CaseStep, loadCaseAtWork, storeCaseStep } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { isOwn, isSystem } from './case-permissions.ts';
import { insertEvidenceItems, type NewEvidenceItem } from './case-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { AttachedEvidence, AttachedFile } from './draft.ts';
import { fileRowOf } from './file-row-of.ts';
import { caseMessages } from './messages.ts';
import { clockBase, earliestDue } from './receive-case.ts';

interface CorrectionItem {
  readonly requirementKey: string;
  readonly sentence: string;
}

interface ReplyInput {
  readonly caseId: Id;
  readonly note: string;
  /** Files that the store has taken in already, by requirement. */
  readonly evidence: AttachedEvidence;
}

interface OwnCorrection {
  readonly residentId: Id;
  readonly organId: Id;
  readonly correctionId: Id;
  readonly status: string;
  readonly items: readonly CorrectionItem[];
  readonly replied: boolean;
}

interface Reply {
  readonly id: Id;
  readonly correctionId: Id;
  readonly caseId: Id;
  readonly residentId: Id;
  readonly note: string;
  readonly evidence: AttachedEvidence;
  readonly files: readonly FileRow[];
}

/**
 * The applicant's answer, in the internet zone: a row of its own, for that zone may not write a case. Sending it twice
 * is refused with 'conflict' `correction-answered`.
 */
export const replyToCorrection = command<ReplyInput, OwnCorrection, Reply, void, CasesTables>({
  name: 'reply-to-correction',
  zone: 'internet',
  audience: ['resident'],
  object: ({ caseId }) => ({ kind: 'case', id: caseId }),
  async load(db, { caseId }) {
    const row = await db
      .selectFrom('cases.correction')
      .innerJoin('cases.case', 'cases.case.id', 'cases.correction.caseId')
      .leftJoin('cases.correctionReply', 'cases.correctionReply.correctionId', 'cases.correction.id')
      .select([
        'cases.correction.id as correctionId',
        'cases.case.residentId',
        'cases.case.organId',
        'status',
      ])
      .select((one) => [
        one.ref('items').$castTo<readonly CorrectionItem[]>().as('items'),
        'cases.correctionReply.id as replyId',
      ])
      .where('cases.case.id', '=', caseId)
      .executeTakeFirst();
    if (row === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
    return { ...row, replied: row.replyId !== null };
  },
  permission: (actor, correction) => isOwn(actor, correction),
  decide(correction, { caseId, note, evidence }, { now }) {
    if (correction.replied)
      throw new AppError('conflict', 'correction-answered', caseMessages.correctionAnswered);
    if (correction.status !== 'correcting') throw new AppError('conflict', 'not-now', caseMessages.notNow);
    const missing = correction.items.filter((item) => evidence[item.requirementKey] === undefined);
    if (missing.length > 0) {
      throw new AppError('invalid', 'correction-incomplete', caseMessages.correctionIncomplete, {
        fields: missing.map((item) => ({
          field: `evidence.${item.requirementKey}`,
          text: caseMessages.correctionIncomplete,
        })),
      });
    }
    const id = newId(now);
    return {
      change: {
        id,
        correctionId: correction.correctionId,
        caseId,
        residentId: correction.residentId,
        note,
        evidence,
        files: Object.values(evidence).map((file) =>
          fileRowOf(file, { kind: 'correction-reply', id }, correction.residentId, now),
        ),
      },
      answer: undefined,
      events: [caseEvent('CorrectionReplied', { id: caseId, organId: correction.organId })],
    };
  },
  async store(db, { files, evidence, ...reply }, { now }) {
    for (const file of files) {
      await insertFileRow(db, file);
      await enqueueJob(db, 'scan-file', { fileId: file.id });
    }
    await db
      .insertInto('cases.correctionReply')
      .values({ ...reply, evidence: JSON.stringify(evidence), submittedAt: now })
      .execute();
  },
  explainConstraint: (constraint) =>
    constraint === 'correction_reply_correction_id_key'
      ? new AppError('conflict', 'correction-answered', caseMessages.correctionAnswered)
      : undefined,
});

interface SuppliedAtWork extends CaseAtWork {
  readonly correctionId: Id;
  readonly reply: { readonly evidence: AttachedEvidence; readonly submittedAt: Date; readonly note: string };
}

interface SuppliedStep extends CaseStep {
  readonly correctionId: Id;
  readonly suppliedAt: Date;
  readonly note: string;
  readonly evidence: readonly NewEvidenceItem[];
}

/**
 * The organ's side of the answer: the documents reach the case, and it waits to be accepted again. A service whose own
 * law counts from receipt starts its clock anew with the papers that came back (市场主体登记管理条例实施细则 第十八条).
 */
export const takeInCorrection = command<
  { readonly caseId: Id },
  SuppliedAtWork,
  SuppliedStep | undefined,
  void,
  CasesTables
>({
  name: 'take-in-correction',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  async load(db, { caseId }) {
    const atWork = await loadCaseAtWork(db, caseId);
    const row = await db
      .selectFrom('cases.correctionReply')
      .select(['correctionId', 'submittedAt', 'note'])
      .select((one) => one.ref('evidence').$castTo<AttachedEvidence>().as('evidence'))
      .where('caseId', '=', caseId)
      .executeTakeFirstOrThrow(() => new AppError('not-found', 'no-such-case', caseMessages.noCase));
    return { ...atWork, correctionId: row.correctionId, reply: row };
  },
  permission: isSystem,
  decide(atWork, _input, { now }) {
    const { theCase, instance, service, calendar, reply, correctionId } = atWork;
    const taskId = instance === undefined ? undefined : findOpenTaskId(instance, 'supply-correction');
    if (instance === undefined || taskId === undefined)
      return { change: undefined, answer: undefined, events: [] };
    const process = advanceInstance(instance, { type: 'completeTask', taskId }, now);
    const base = clockBase({
      caseId: theCase.id,
      organId: theCase.organId,
      districtCode: theCase.districtCode,
      residentId: theCase.residentId,
    });
    const startClocks =
      service.limits.statutory.startsOn === 'receipt'
        ? [
            openClock(
              {
                ...base,
                calendar,
                kind: 'decision',
                from: legalDayOf(reply.submittedAt),
                limit: clockRulesOfService(service, theCase).statedLimit,
              },
              now,
            ),
          ]
        : [];
    return {
      change: {
        change: {
          caseId: theCase.id,
          readRevision: theCase.revision,
          status: 'received',
          dueOn: earliestDue(startClocks),
        },
        process,
        endClocks: [],
        startClocks,
        correctionId,
        suppliedAt: reply.submittedAt,
        note: reply.note,
        evidence: Object.entries(reply.evidence).map(([key, file]) => itemOf(atWork, key, file, now)),
      },
      answer: undefined,
      events: [caseEvent('CorrectionSupplied', theCase), ...eventsOfChange(process)],
    };
  },
  async store(db, step, context) {
    if (step === undefined) return;
    await storeCaseStep(db, step, context);
    await insertEvidenceItems(db, step.evidence, context.now);
    await db
      .updateTable('cases.correction')
      .set({ suppliedAt: step.suppliedAt, replyNote: step.note })
      .where('id', '=', step.correctionId)
      .execute();
  },
});

function itemOf(
  { theCase, service, reply }: SuppliedAtWork,
  requirementKey: string,
  file: AttachedFile,
  now: Date,
): NewEvidenceItem {
  const name: Text = service.evidence.find((one) => one.key === requirementKey)?.name ?? {
    zh: requirementKey,
    en: requirementKey,
  };
  return {
    id: newId(now),
    caseId: theCase.id,
    organId: theCase.organId,
    requirementKey,
    requirementName: name,
    round: 1,
    fileId: file.fileId,
    fileZone: 'internet',
    name: file.name,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    suppliedAt: reply.submittedAt,
  };
}
