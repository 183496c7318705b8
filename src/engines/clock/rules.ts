// Owns which limits apply to a service by its kind and legal basis; refuses limits without a citation.
import type { ClockUnit } from './deadline.ts';
import { type LawReference, law, lawRank } from './law.ts';

/** The kinds of service that the catalogue knows (task_type of the national directory), as far as clocks differ. */
export const serviceKinds = [
  'administrative-licence',
  'registration',
  'administrative-confirmation',
  'administrative-payment',
  'administrative-reward',
  'administrative-ruling',
  'other-administrative-power',
  'public-service',
  'information-request',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** The eight grounds of 行政许可法第四十五条, and consulting third parties of 政府信息公开条例第三十三条. */
export const suspensionGrounds = [
  'hearing',
  'bidding',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expert-review',
  'third-party-opinion',
] as const;
export type SuspensionGround = (typeof suspensionGrounds)[number];

export interface Limit {
  readonly count: number;
  readonly unit: ClockUnit;
  readonly basis: LawReference;
}

/** Who must approve: the organ's head, the head of its government, the head of the disclosure office. */
export type Approver = 'organ-head' | 'government-head' | 'disclosure-office-head';

export interface ExtensionLimit extends Limit {
  readonly approver: Approver;
}

/** How a ground stops the clock, with the article that says so. */
export interface SuspensionRule {
  readonly ground: SuspensionGround;
  readonly basis: LawReference;
}

/**
 * What an editor or officer should know about the choice of rules:
 * - `promised-limit-only`: no law sets a limit for this service; the promise alone binds.
 * - `promise-too-long`: the promise is longer than the law allows and is disregarded.
 * - `own-limit-needs-law-or-regulation`: a longer limit from a lower source than a law or regulation was disregarded.
 * - `joint-limit-needs-government-decision`: handling together alone lengthens nothing.
 * - `joint-limit-for-licences-only`: the joint limit of 行政许可法 doesn't reach services that aren't licences.
 * - `own-limit-prevails-over-joint`: the service's own limit stays, the joint one isn't used.
 */
export type RuleNote =
  | 'promised-limit-only'
  | 'promise-too-long'
  | 'own-limit-needs-law-or-regulation'
  | 'joint-limit-needs-government-decision'
  | 'joint-limit-for-licences-only'
  | 'own-limit-prevails-over-joint';

export interface ClockBasis {
  readonly kind: ServiceKind;
  /** The limit of the service's own law. */
  readonly ownLimit?: Limit;
  /** The extension of the service's own law; without it a service with `ownLimit` has none. */
  readonly ownExtension?: Limit & { readonly approver?: Approver };
  /** Grounds of the service's own law on which the clock stops, beside those of its kind. */
  readonly ownSuspensions?: readonly SuspensionRule[];
  /** What the organ has promised publicly; `basis` where a document says so. */
  readonly promised?: { readonly count: number; readonly unit: ClockUnit; readonly basis?: LawReference };
  /** The service is handled with others; `governmentDecision` is the decision under 行政许可法第二十六条. */
  readonly jointHandling?: { readonly governmentDecision?: LawReference };
}

export interface ClockRules {
  readonly kind: ServiceKind;
  /** The event from which `decision` runs. */
  readonly startsOn: 'acceptance' | 'receipt';
  /** Why the days of these limits are working days, where one article says so for all of them. */
  readonly countingBasis?: LawReference;
  /** The time for the one notice of all that is missing, from receipt. */
  readonly correctionNotice?: Limit;
  /** Whether a late notice means acceptance as of receipt. */
  readonly deemedAcceptance: boolean;
  /** The longest time that the law allows; where no law sets one, the promise. */
  readonly decision: Limit;
  readonly extension?: ExtensionLimit;
  /** The government's decision on joint handling, where it sets the limit. */
  readonly governmentDecision?: LawReference;
  /** From the decision to handing over the licence. */
  readonly delivery?: Limit;
  /** The first review by a lower organ, where the law asks for one (行政许可法第三十五条). */
  readonly lowerLevelReview?: Limit;
  readonly hearing?: { readonly request: Limit; readonly organise: Limit };
  /** The only grounds that stop the clock. */
  readonly suspendableBy: readonly SuspensionRule[];
  /** What the applicant is told: the promise where it is shorter, else `decision`. */
  readonly statedLimit: Limit & { readonly source: 'law' | 'promise' };
  readonly notes: readonly RuleNote[];
}

function workingDays(count: number, basis: LawReference): Limit {
  return { count, unit: 'working-day', basis };
}

const licenceGrounds: readonly SuspensionRule[] = suspensionGrounds
  .filter((ground) => ground !== 'third-party-opinion')
  .map((ground) => ({ ground, basis: law.licenceSuspension }));

/**
 * A limit's length in days, to compare limits of different units: seven days for five working days, thirty for
 * a month. Blind spot: near-equal limits of different units may come out either way.
 */
function lengthInDays({ count, unit }: { count: number; unit: ClockUnit }): number {
  if (unit === 'working-day') return (count * 7) / 5;
  return unit === 'month' ? count * 30 : count;
}

type DecisionRules = Pick<ClockRules, 'decision' | 'extension' | 'governmentDecision' | 'notes'>;

function ownDecision(
  ownLimit: Limit,
  own: ClockBasis['ownExtension'],
  notes: readonly RuleNote[],
): DecisionRules {
  if (own === undefined) return { decision: ownLimit, notes };
  return { decision: ownLimit, extension: { ...own, approver: own.approver ?? 'organ-head' }, notes };
}

/**
 * 20 days and 10 more, unless a law or regulation says otherwise (article 42, paragraph 1). A source of lower
 * rank may shorten the limit, never lengthen it. 45 and 15 only where the government's decision is cited.
 */
function licenceDecision({ ownLimit, ownExtension, jointHandling }: ClockBasis): DecisionRules {
  const joint = jointHandling?.governmentDecision;
  const jointNotes: readonly RuleNote[] =
    jointHandling !== undefined && joint === undefined ? ['joint-limit-needs-government-decision'] : [];
  const general = workingDays(20, law.licenceDecision);
  const rank = ownLimit === undefined ? undefined : lawRank(ownLimit.basis);
  const mayLengthen = rank === 'law' || rank === 'regulation';
  if (ownLimit !== undefined && (mayLengthen || lengthInDays(ownLimit) <= lengthInDays(general))) {
    const notes: readonly RuleNote[] = joint === undefined ? jointNotes : ['own-limit-prevails-over-joint'];
    return ownDecision(ownLimit, ownExtension, notes);
  }
  const notes: readonly RuleNote[] =
    ownLimit === undefined ? jointNotes : ['own-limit-needs-law-or-regulation', ...jointNotes];
  if (joint !== undefined) {
    return {
      decision: workingDays(45, law.jointDecision),
      extension: { ...workingDays(15, law.jointDecision), approver: 'government-head' },
      governmentDecision: joint,
      notes,
    };
  }
  return {
    decision: general,
    extension: { ...workingDays(10, law.licenceDecision), approver: 'organ-head' },
    notes,
  };
}

function otherDecision({ kind, ownLimit, ownExtension, promised, jointHandling }: ClockBasis): DecisionRules {
  const cited = jointHandling?.governmentDecision !== undefined;
  const jointNote = cited ? 'joint-limit-for-licences-only' : 'joint-limit-needs-government-decision';
  const jointNotes: readonly RuleNote[] = jointHandling === undefined ? [] : [jointNote];
  if (ownLimit !== undefined) return ownDecision(ownLimit, ownExtension, jointNotes);
  if (kind === 'information-request') {
    return {
      decision: workingDays(20, law.informationDecision),
      extension: { ...workingDays(20, law.informationDecision), approver: 'disclosure-office-head' },
      notes: jointNotes,
    };
  }
  if (promised === undefined) {
    throw new RangeError(`A service of the kind ${kind} needs a limit of its own law or a promised one`);
  }
  return {
    decision: { basis: law.serviceLimit, ...promised },
    notes: ['promised-limit-only', ...jointNotes],
  };
}

/** What surrounds the decision: correction, delivery, hearing, suspension. */
function surroundingRules(kind: ServiceKind) {
  if (kind === 'administrative-licence') {
    return {
      startsOn: 'acceptance',
      countingBasis: law.licenceWorkingDays,
      correctionNotice: workingDays(5, law.correctionNotice),
      deemedAcceptance: true,
      delivery: workingDays(10, law.licenceDelivery),
      lowerLevelReview: workingDays(20, law.lowerLevelReview),
      hearing: { request: workingDays(5, law.hearing), organise: workingDays(20, law.hearing) },
      suspendableBy: licenceGrounds,
    } as const;
  }
  if (kind === 'information-request') {
    return {
      startsOn: 'receipt',
      correctionNotice: workingDays(7, law.informationCorrection),
      deemedAcceptance: false,
      suspendableBy: [{ ground: 'third-party-opinion', basis: law.informationSuspension }],
    } as const;
  }
  return { startsOn: 'acceptance', deemedAcceptance: false, suspendableBy: [] } as const;
}

/**
 * The rules for a service. Bundling alone never lengthens a limit, and nothing without a citation stops a clock.
 * @throws RangeError for a kind other than a licence or a request for information that has neither a limit of
 * its own law nor a promised one: 优化营商环境条例第三十六条 demands that one be set.
 */
export function clockRulesFor(basis: ClockBasis): ClockRules {
  const surrounding = surroundingRules(basis.kind);
  const { notes, ...decided } =
    basis.kind === 'administrative-licence' ? licenceDecision(basis) : otherDecision(basis);
  const { promised } = basis;
  const promiseOnly = notes.includes('promised-limit-only');
  const difference = promised === undefined ? 0 : lengthInDays(promised) - lengthInDays(decided.decision);
  const statedLimit =
    promised !== undefined && difference < 0
      ? ({ basis: law.serviceLimit, ...promised, source: 'promise' } as const)
      : ({ ...decided.decision, source: promiseOnly ? 'promise' : 'law' } as const);
  return {
    kind: basis.kind,
    ...surrounding,
    ...decided,
    suspendableBy: [...surrounding.suspendableBy, ...(basis.ownSuspensions ?? [])],
    statedLimit,
    notes: difference > 0 ? [...notes, 'promise-too-long'] : notes,
  };
}

/** The rule by which the ground stops this clock; undefined where nothing lets it. */
export function findSuspensionRule(rules: ClockRules, ground: SuspensionGround): SuspensionRule | undefined {
  return rules.suspendableBy.find((rule) => rule.ground === ground);
}
