// Owns how whoever holds number and query code follows an application; refuses names, answers and ids.
import { sql } from 'kysely';
import { type LegalDay, legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { isNumber, normaliseNumber } from '#kernel/numbers';
import type { Text } from '#kernel/texts';
import { titlesOfLifeEvents } from '#modules/catalogue';
import { query } from '#platform/use-case';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseStatus } from './contract.ts';
import { caseMessages, statusNames } from './messages.ts';

/** Where an application stands, for whoever holds its number and query code: no name, no answer, no id. */
export interface Progress {
  readonly number: string;
  readonly submittedAt: Date;
  readonly lifeEventTitle: Text;
  readonly dispatched: boolean;
  readonly cases: readonly {
    readonly number: string;
    readonly serviceName: Text;
    readonly organName: Text;
    readonly status: CaseStatus;
    readonly statusName: Text;
    readonly receivedOn: LegalDay | null;
    readonly acceptedOn: LegalDay | null;
    readonly dueOn: LegalDay | null;
    readonly decidedOn: LegalDay | null;
    readonly waitsFor: string | null;
  }[];
}

interface ProgressRow {
  readonly applicationNumber: string;
  readonly submittedAt: Date;
  readonly lifeEventVersionId: Id;
  readonly dispatched: boolean;
  readonly caseNumber: string | null;
  readonly serviceName: Text | null;
  readonly organName: Text | null;
  readonly status: CaseStatus | null;
  readonly receivedOn: string | null;
  readonly acceptedOn: string | null;
  readonly dueOn: string | null;
  readonly decidedOn: string | null;
  readonly waitsFor: string | null;
}

export const findProgress = query<
  { readonly number: string; readonly queryCode: string },
  { readonly rows: readonly ProgressRow[]; readonly title: Text },
  CasesTables,
  Progress
>({
  name: 'find-progress',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'application' }),
  async load(db, input, { vault }) {
    const number = normaliseNumber(input.number);
    const code = vault.lookUpCode(normaliseNumber(input.queryCode));
    const found = isNumber(number)
      ? (await sql<ProgressRow>`select * from cases.find_progress(${number}, ${code})`.execute(db)).rows
      : [];
    const versionId = found[0]?.lifeEventVersionId;
    if (versionId === undefined) throw new AppError('not-found', 'no-progress', caseMessages.noProgress);
    return {
      rows: found,
      title: (await titlesOfLifeEvents(db, [versionId])).get(versionId) ?? { zh: '', en: '' },
    };
  },
  permission: () => true,
  present({ rows, title }) {
    const first = rows[0];
    const day = (value: string | null) => (value === null ? null : legalDay(value));
    return {
      number: first?.applicationNumber ?? '',
      submittedAt: first?.submittedAt ?? new Date(0),
      lifeEventTitle: title,
      dispatched: first?.dispatched ?? false,
      cases: rows.flatMap((row) => {
        const { caseNumber, serviceName, organName, status } = row;
        if (caseNumber === null || serviceName === null || organName === null || status === null) return [];
        return [
          {
            number: caseNumber,
            serviceName,
            organName,
            status,
            statusName: statusNames[status],
            receivedOn: day(row.receivedOn),
            acceptedOn: day(row.acceptedOn),
            dueOn: day(row.dueOn),
            decidedOn: day(row.decidedOn),
            waitsFor: row.waitsFor,
          },
        ];
      }),
    };
  },
});
