// Owns when a closed case is sealed, how long its package is kept and when it goes to the archive; pure. Refuses to guess.
import Type, { type Static } from 'typebox';
import { addMonths, type LegalDay, legalDay, yearOf } from '#kernel/dates';
import { legalBasisContent } from '#modules/catalogue/contract';
import type { CaseStatus, ProcedureKind } from './contract.ts';

const keys = Type.Array(Type.String());
const strict = { additionalProperties: false } as const;

/** data/<city>/retention.json. */
export const retentionContent = Type.Object(
  {
    about: Type.String(),
    checkedOn: Type.String(),
    sealing: Type.Object(
      {
        quietHours: Type.Integer({ minimum: 1 }),
        undeliveredDays: Type.Integer({ minimum: 1 }),
        verified: Type.Boolean(),
        note: Type.String(),
        basis: keys,
      },
      strict,
    ),
    rules: Type.Array(
      Type.Object(
        {
          key: Type.String(),
          services: Type.Optional(keys),
          serviceKinds: Type.Optional(keys),
          statuses: Type.Optional(keys),
          period: Type.Enum(['permanent', '30-years', '10-years']),
          verified: Type.Boolean(),
          note: Type.String(),
        },
        strict,
      ),
      { minItems: 1 },
    ),
    transfer: Type.Object(
      {
        cityYears: Type.Integer({ minimum: 1 }),
        districtYears: Type.Integer({ minimum: 1 }),
        verified: Type.Boolean(),
        note: Type.String(),
        basis: keys,
      },
      strict,
    ),
    legalBasis: Type.Array(legalBasisContent),
  },
  strict,
);
export type RetentionContent = Static<typeof retentionContent>;
export type RetentionPeriod = RetentionContent['rules'][number]['period'];

/** How long a package is kept; `until` is null for ever. */
export interface Retention {
  readonly rule: string;
  readonly period: RetentionPeriod;
  readonly until: LegalDay | null;
  readonly verified: boolean;
  /** From when on it goes to the archive; null where it stays with its organ until it is appraised. */
  readonly transferDueOn: LegalDay | null;
}

/** What decides about keeping a case's package. */
export interface KeptCase {
  readonly serviceKey: string;
  readonly serviceKind: string;
  readonly status: CaseStatus;
  readonly closedOn: LegalDay;
  /** Of the organ: six digits, of which a city's end in 00. */
  readonly divisionCode: string;
}

const yearsOf = { '30-years': 30, '10-years': 10 } as const;

/**
 * By the first rule that fits. Years are counted from the first of January after the closing, to the last day of the
 * last year: that is archival practice and stands in no text that was compared. Throws RangeError where no rule fits.
 */
export function retentionOf(content: RetentionContent, kept: KeptCase): Retention {
  const fits = (wanted: readonly string[] | undefined, found: string) =>
    wanted === undefined || wanted.includes(found);
  const rule = content.rules.find(
    (one) =>
      fits(one.services, kept.serviceKey) &&
      fits(one.serviceKinds, kept.serviceKind) &&
      fits(one.statuses, kept.status),
  );
  if (rule === undefined) throw new RangeError(`No rule of retention fits ${kept.serviceKey}.`);
  const { key, period, verified } = rule;
  const until = period === 'permanent' ? null : legalDay(`${yearOf(kept.closedOn) + yearsOf[period]}-12-31`);
  // 档案法实施条例 第二十条第二款 counts from the day on which the record came about.
  const isCity = kept.divisionCode.slice(4, 6) === '00';
  const years = isCity ? content.transfer.cityYears : content.transfer.districtYears;
  const transferDueOn = period === '10-years' ? null : addMonths(kept.closedOn, years * 12);
  return { rule: key, period, until, verified, transferDueOn };
}

/** How a case stands with what has to be there before it is sealed. */
export interface SealingFacts {
  readonly closedAt: Date | null;
  /** Of the last thing that happened to the case or a procedure beside it. */
  readonly lastEventAt: Date;
  /** Events whose paper is not issued yet. */
  readonly papersMissing: number;
  readonly openProcedures: readonly ProcedureKind[];
  /** Papers and licences that have to be delivered and are not yet. */
  readonly undelivered: number;
}

export type Readiness =
  | { readonly ready: true }
  | {
      readonly ready: false;
      readonly because: 'open' | 'restless' | 'papers' | 'procedures' | 'undelivered';
      /** When to look again, if nothing happens before; null where nothing will change by itself. */
      readonly lookAgainAt: Date | null;
    };

const hourMs = 60 * 60 * 1_000;

/**
 * Whether the file is complete. A verification of a commitment may take a year and holds nothing up: it gets a
 * supplement. What nobody fetches holds the file up only so long; papers and procedures that are missing hold it up
 * until they are there, for an archive without them would say that there were none.
 */
export function readinessOf(
  { quietHours, undeliveredDays }: RetentionContent['sealing'],
  facts: SealingFacts,
  now: Date,
): Readiness {
  const { closedAt, lastEventAt, papersMissing, openProcedures, undelivered } = facts;
  if (closedAt === null) return { ready: false, because: 'open', lookAgainAt: null };
  const after = (from: Date, hours: number) => new Date(from.getTime() + hours * hourMs);
  const notBefore = (because: 'papers' | 'procedures') =>
    ({ ready: false, because, lookAgainAt: after(now, quietHours) }) as const;
  if (papersMissing > 0) return notBefore('papers');
  if (openProcedures.some((kind) => kind !== 'verification')) return notBefore('procedures');
  const quietAt = after(lastEventAt, quietHours);
  if (now < quietAt) return { ready: false, because: 'restless', lookAgainAt: quietAt };
  const patientUntil = after(closedAt, undeliveredDays * 24);
  if (undelivered > 0 && now < patientUntil)
    return { ready: false, because: 'undelivered', lookAgainAt: patientUntil };
  return { ready: true };
}
