// Owns what an organ did to a case beside deciding it: extension, transfer, termination; refuses one without reasons.
import type { LawReference } from '#engines/clock';
import { actorIdOf } from '#kernel/actors';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import type { UseCaseContext } from '#platform/use-case';
import type { Case } from './case.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { TerminationGround } from './contract.ts';
import { caseMessages } from './messages.ts';

export type OrganActKind = 'extend' | 'transfer' | 'terminate' | 'withdrawn' | 'went-on';

/** What a kind has of its own. */
export interface OrganActDetail {
  readonly dueOn?: string;
  readonly previousDueOn?: string;
  readonly toOrganId?: Id;
  readonly fromOrganName?: Text;
  readonly toOrganName?: Text;
  readonly ground?: TerminationGround;
  readonly mergedIntoNumber?: string;
  readonly licenceNumber?: string;
}

export interface OrganAct {
  readonly id: Id;
  readonly caseId: Id;
  readonly organId: Id;
  readonly residentId: Id;
  readonly kind: OrganActKind;
  readonly reasons: string;
  readonly detail: OrganActDetail;
  readonly basis: LawReference | null;
  readonly actedBy: Id | null;
  readonly actedAt: Date;
}

export function organActOf(
  theCase: Pick<Case, 'id' | 'organId' | 'residentId'>,
  kind: OrganActKind,
  reasons: string,
  { actor, now }: UseCaseContext,
  more: { readonly detail?: OrganActDetail; readonly basis?: LawReference } = {},
): OrganAct {
  const given = reasons.trim();
  // What an officer does to somebody's case has reasons; what the applicant did may go without.
  if (given === '' && actor.kind === 'officer') {
    const text = caseMessages.reasonsNeeded;
    throw new AppError('invalid', 'reasons-needed', text, { fields: [{ field: 'reasons', text }] });
  }
  return {
    id: newId(now),
    caseId: theCase.id,
    organId: theCase.organId,
    residentId: theCase.residentId,
    kind,
    reasons: given,
    detail: more.detail ?? {},
    basis: more.basis ?? null,
    actedBy: actorIdOf(actor) ?? null,
    actedAt: now,
  };
}

export async function insertOrganAct(db: Db<CasesTables>, act: OrganAct): Promise<void> {
  await db
    .insertInto('cases.organAct')
    .values({
      ...act,
      detail: JSON.stringify(act.detail),
      basis: act.basis === null ? null : JSON.stringify(act.basis),
    })
    .execute();
}

export type OrganActRecord = Pick<OrganAct, 'caseId' | 'kind' | 'reasons' | 'detail' | 'actedAt'>;

/** What was done to these cases, oldest first. */
export async function listOrganActs(
  db: Db<CasesTables>,
  caseIds: readonly Id[],
): Promise<readonly OrganActRecord[]> {
  if (caseIds.length === 0) return [];
  return await db
    .selectFrom('cases.organAct')
    .select(['caseId', 'reasons', 'actedAt'])
    .select((one) => [
      one.ref('kind').$castTo<OrganActKind>().as('kind'),
      one.ref('detail').$castTo<OrganActDetail>().as('detail'),
    ])
    .where('caseId', 'in', caseIds)
    .orderBy('actedAt')
    .execute();
}
