// Owns handing a misdirected case to the organ whose matter it is, its clock kept; refuses organs that are not responsible.
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { listResponsibleOrganIds } from '#modules/catalogue';
import { getOrgan, listOrgans, listPosts, type Organ } from '#modules/organs';
import { moveSubject } from '#modules/work';
import type { Db } from '#platform/database';
import { command } from '#platform/use-case';
import type { Case } from './case.ts';
import { aboutCase, type CaseAtWork, type CaseStep, loadCaseAtWork, storeCaseStep } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { isSystem, mayAct } from './case-permissions.ts';
import { lockCase } from './case-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { TransferBody } from './contract.ts';
import { assertFreeAction } from './free-actions.ts';
import { insertOrganAct, type OrganAct, type OrganActDetail, organActOf } from './organ-act.ts';
import { procedureMessages } from './procedure-messages.ts';

interface Transferring extends CaseAtWork {
  readonly targets: readonly Organ[];
}

interface TransferStep extends CaseStep {
  readonly act: OrganAct;
}

/** The organs that are responsible for a service anywhere in the city, but this one. */
export async function listTransferTargets(
  db: Db<CasesTables>,
  theCase: Pick<Case, 'serviceKey' | 'organId'>,
  now: Date,
): Promise<readonly Organ[]> {
  const ids = await listResponsibleOrganIds(db, { serviceKey: theCase.serviceKey, on: legalDayOf(now) });
  const others = ids.filter((id) => id !== theCase.organId);
  return others.length === 0 ? [] : await listOrgans(db, { ids: others });
}

/** The organs whose posts can answer: those that may be asked or come along. */
export async function listOrgansToAsk(db: Db<CasesTables>, organId: Id): Promise<readonly Organ[]> {
  const posts = await listPosts(db);
  const ids = posts.filter((post) => post.role === 'reviewer').map((post) => post.organId);
  const others = [...new Set(ids)].filter((id) => id !== organId);
  return others.length === 0 ? [] : await listOrgans(db, { ids: others });
}

/**
 * The organ's word: the case goes to another one. 行政许可法 第三十二条第一款第二项 has the applicant told to go there;
 * the platform spares them that way, and the clocks that run go on (docs/decisions/0015, our interpretation).
 */
export const transferCase = command<
  TransferBody & { readonly caseId: Id },
  Transferring,
  TransferStep,
  void,
  CasesTables
>({
  name: 'transfer-case',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  async load(db, { caseId }, { now }) {
    const atWork = await loadCaseAtWork(db, caseId);
    return { ...atWork, targets: await listTransferTargets(db, atWork.theCase, now) };
  },
  permission: mayAct('transfer'),
  decide(transferring, { revision, toOrganId, reasons }, context) {
    const { theCase, targets } = transferring;
    assertFreeAction(transferring, 'transfer', revision, legalDayOf(context.now));
    const target = targets.find((organ) => organ.id === toOrganId);
    if (target === undefined) {
      const text = procedureMessages.transferTarget;
      throw new AppError('invalid', 'transfer-target', text, { fields: [{ field: 'toOrganId', text }] });
    }
    const detail = { toOrganId, fromOrganName: theCase.organName, toOrganName: target.name };
    return {
      change: {
        change: { caseId: theCase.id, readRevision: theCase.revision, status: theCase.status },
        process: undefined,
        endClocks: [],
        startClocks: [],
        act: organActOf(theCase, 'transfer', reasons, context, { detail }),
      },
      answer: undefined,
      events: [caseEvent('CaseTransferDecided', theCase, { toOrganId })],
    };
  },
  async store(db, step, context) {
    await storeCaseStep(db, step, context);
    await insertOrganAct(db, step.act);
  },
});

interface Moving {
  readonly theCase: Case;
  readonly act: { readonly id: Id; readonly detail: OrganActDetail } | undefined;
  readonly target: Organ | undefined;
}

/**
 * Moves the case with all that is its: only the worker may write a case into another organ's hands. Opinions stay: they
 * are the old organ's own.
 */
export const completeTransfer = command<
  { readonly caseId: Id },
  Moving,
  { readonly theCase: Case; readonly target: Organ } | undefined,
  void,
  CasesTables
>({
  name: 'complete-transfer',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  async load(db, { caseId }) {
    const theCase = await lockCase(db, caseId);
    const act = await db
      .selectFrom('cases.organAct')
      .select('id')
      .select((one) => one.ref('detail').$castTo<OrganActDetail>().as('detail'))
      .where('caseId', '=', caseId)
      .where('kind', '=', 'transfer')
      .orderBy('actedAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    const toOrganId = act?.detail.toOrganId;
    return { theCase, act, target: toOrganId === undefined ? undefined : await getOrgan(db, toOrganId) };
  },
  permission: isSystem,
  decide({ theCase, act, target }) {
    if (target === undefined || target.id === theCase.organId)
      return { change: undefined, answer: undefined, events: [] };
    return {
      change: { theCase, target },
      answer: undefined,
      events: [
        caseEvent(
          'CaseTransferred',
          { id: theCase.id, organId: target.id },
          { fromOrganId: theCase.organId, toOrganId: target.id, actId: act?.id ?? null },
        ),
      ],
    };
  },
  async store(db, moved) {
    if (moved === undefined) return;
    const { theCase, target } = moved;
    await db
      .updateTable('cases.case')
      .set({
        organId: target.id,
        organName: JSON.stringify(target.name),
        revision: theCase.revision + 1,
      })
      .where('id', '=', theCase.id)
      .execute();
    for (const table of [
      'cases.evidenceItem',
      'cases.correction',
      'cases.decision',
      'cases.organAct',
      'cases.procedure',
      'cases.paper',
      'cases.delivery',
      'cases.recordFile',
    ] as const)
      await db.updateTable(table).set({ organId: target.id }).where('caseId', '=', theCase.id).execute();
    await moveSubject(db, theCase.id, target.id);
  },
});
