// Owns what browser and server say to each other about licences; refuses ids of people.
import Type, { type Static } from 'typebox';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';

/**
 * Where a licence stands on a day. In force: valid. Not in force: suspended (暂扣, until a day), expired, revoked (撤销),
 * withdrawn (撤回), revoked-as-penalty (吊销), cancelled (注销), and replaced: this paper gave way to a later one.
 */
export const licenceStates = [
  'valid',
  'expired',
  'suspended',
  'revoked',
  'withdrawn',
  'revoked-as-penalty',
  'cancelled',
  'replaced',
] as const;
export type LicenceState = (typeof licenceStates)[number];

/** A licence as printed, and how it stands. */
export interface LicenceView {
  readonly number: string;
  readonly name: Text;
  readonly holderName: string;
  readonly entries: readonly { readonly label: Text; readonly value: Text }[];
  readonly organName: Text;
  readonly issuedOn: LegalDay;
  readonly expiresOn: LegalDay | null;
  readonly state: LicenceState;
  /** Since when it stands so, where that is more than that it is valid. */
  readonly since: LegalDay | null;
  /** The last day of a suspension. */
  readonly until: LegalDay | null;
  /** What its template calls number, holder and the days, where it differs from the usual words. */
  readonly labels: Partial<Record<LicenceLabel, Text>>;
  readonly verificationCode: string;
}

/** What every licence has a word for. */
export const licenceLabels = ['number', 'holder', 'organ', 'issuedOn', 'expiresOn'] as const;
export type LicenceLabel = (typeof licenceLabels)[number];

/** Where anyone verifies it. */
export function verificationPath(locale: 'zh' | 'en', code: string): string {
  return `/${locale}/verify/${code}`;
}

/** Where a licence that its holder shows is opened, by the token of its QR code or by the digits. */
export function presentationPath(locale: 'zh' | 'en', token: string): string {
  return `/${locale}/verify/presented/${token}`;
}

/** What an officer may do with a licence; the server sends those that are allowed now with each record. */
export const licenceActions = [
  'open-renewal',
  'decide-renewal',
  'suspend',
  'resume',
  'withdraw',
  'revoke',
  'revoke-as-penalty',
  'cancel',
] as const;
export type LicenceAction = (typeof licenceActions)[number];

/** The actions that change how a licence stands. */
export const licenceActs = [
  'suspend',
  'resume',
  'withdraw',
  'revoke',
  'revoke-as-penalty',
  'cancel',
] as const satisfies readonly LicenceAction[];
export type LicenceAct = (typeof licenceActs)[number];

export const licencePaths = {
  /** GET ?text&state&page: licences of the officer's organs. */
  search: '/api/licences',
  licence: (licenceId: Id) => `/api/licences/${licenceId}`,
  act: (licenceId: Id, act: LicenceAct) => `/api/licences/${licenceId}/${actPathOf[act]}`,
  openRenewal: (licenceId: Id) => `/api/licences/${licenceId}/renewal`,
  decideRenewal: (licenceId: Id) => `/api/licences/${licenceId}/renewal-decision`,
  /** GET: what waits for a check; POST: enter a file. */
  imports: '/api/licence-imports',
  /** POST: what a file would come to, line by line; nothing is kept. */
  importCheck: '/api/licence-imports/check',
  import: (batchId: Id) => `/api/licence-imports/${batchId}`,
  importDecision: (batchId: Id) => `/api/licence-imports/${batchId}/decision`,
} as const;

const actPathOf = {
  suspend: 'suspension',
  resume: 'resumption',
  withdraw: 'withdrawal',
  revoke: 'revocation',
  'revoke-as-penalty': 'penalty-revocation',
  cancel: 'cancellation',
} as const satisfies Record<LicenceAct, string>;

const revision = Type.Integer({ minimum: 0 });
const day = Type.String({ pattern: '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$' });

/** An act on a licence: on which ground, why, from which day on. `revision` is the one that the officer saw. */
export const licenceActBody = Type.Object(
  {
    revision,
    /** A key of the ground, as the record's `allowed` has them. */
    ground: Type.String({ minLength: 1, maxLength: 40 }),
    /** The article of the special law, where the ground asks for it. */
    specialBasis: Type.Optional(Type.String({ maxLength: 200 })),
    reasons: Type.String({ minLength: 1, maxLength: 4_000 }),
    effectiveOn: day,
    /** The last day of a suspension; without it the suspension lasts until it is ended. */
    untilOn: Type.Optional(day),
    compensation: Type.Optional(Type.String({ maxLength: 2_000 })),
    confirmed: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 }),
  },
  { additionalProperties: false },
);
export type LicenceActBody = Static<typeof licenceActBody>;

/** An application for another term, as it came in (行政许可法 第五十条第一款). */
export const openRenewalBody = Type.Object({ revision, appliedOn: day }, { additionalProperties: false });
export type OpenRenewalBody = Static<typeof openRenewalBody>;

export const decideRenewalBody = Type.Object(
  {
    revision,
    outcome: Type.Union([Type.Literal('granted'), Type.Literal('refused')]),
    reasons: Type.String({ maxLength: 4_000 }),
  },
  { additionalProperties: false },
);
export type DecideRenewalBody = Static<typeof decideRenewalBody>;

/** One row of a search over the organ's licences. */
export interface LicenceRow {
  readonly licenceId: Id;
  readonly number: string;
  readonly name: Text;
  readonly holderName: string;
  readonly organName: Text;
  readonly issuedOn: LegalDay;
  readonly expiresOn: LegalDay | null;
  readonly state: LicenceState;
  readonly stateName: Text;
}

/** What a list may be narrowed to: a state, or what ends within 60 days. */
export const licenceFilters = [
  'valid',
  'ending',
  'expired',
  'suspended',
  'withdrawn',
  'revoked',
  'revoked-as-penalty',
  'cancelled',
] as const;
export type LicenceFilter = (typeof licenceFilters)[number];

/** GET /api/licences?text=&state=&page=1. Pages of 50 rows. */
export interface LicenceListView {
  readonly rows: readonly LicenceRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** A ground on which an act may rest, with the words of the law. */
export interface GroundView {
  readonly key: string;
  readonly name: Text;
  readonly law: Text;
  readonly quote: string;
  /** Whether the article of the special law must be named. */
  readonly needsSpecialBasis: boolean;
  /** What the law says of compensation on this ground; null where it says nothing. */
  readonly compensation: Text | null;
}

/** What may be done now, with everything that a form needs to ask. */
export interface AllowedLicenceAction {
  readonly action: LicenceAction;
  readonly consequence: Text;
  readonly grounds: readonly GroundView[];
  /** What the officer must have done before, each by its key. */
  readonly confirmations: readonly { readonly key: string; readonly words: Text }[];
  readonly asksUntil: boolean;
  readonly mayLieAhead: boolean;
}

/** One line of the history, oldest first. */
export interface LicenceStoryLine {
  readonly at: string;
  readonly text: Text;
  readonly number: string | null;
  readonly basis: readonly Text[];
  readonly reasons: string;
  readonly compensation: string | null;
}

export interface RenewalView {
  readonly appliedOn: LegalDay;
  readonly applyUntil: LegalDay;
  readonly termEndsOn: LegalDay;
  readonly inTime: boolean;
  readonly outcome: 'open' | 'granted' | 'refused' | 'deemed-granted' | 'withdrawn';
  readonly decidedOn: LegalDay | null;
}

/** GET /api/licences/:licenceId. */
export interface OrganLicenceView extends LicenceView {
  readonly id: Id;
  readonly revision: number;
  readonly version: number;
  readonly stateName: Text;
  readonly holderNumberShown: string | null;
  /** Whether the holder has an account here. */
  readonly holderIsKnown: boolean;
  /** Of a licence on paper: where the original lies. */
  readonly origin: string | null;
  readonly story: readonly LicenceStoryLine[];
  readonly renewals: readonly RenewalView[];
  readonly allowed: readonly AllowedLicenceAction[];
  /** What is told to the holder with every act. */
  readonly appeal: Text;
  readonly today: LegalDay;
}

/** At most this many licences in one file, so that a check can be read by a person. */
export const importLinesMost = 500;

/** A file as a spreadsheet writes it: CSV with a line of headings. */
export const importBody = Type.Object(
  {
    organId: Type.String({ format: 'uuid' }),
    fileName: Type.String({ minLength: 1, maxLength: 200 }),
    csv: Type.String({ minLength: 1, maxLength: 120_000 }),
  },
  { additionalProperties: false },
);
export type ImportBody = Static<typeof importBody>;

export const importDecisionBody = Type.Object(
  {
    outcome: Type.Union([Type.Literal('approved'), Type.Literal('refused')]),
    note: Type.String({ maxLength: 2_000 }),
  },
  { additionalProperties: false },
);
export type ImportDecisionBody = Static<typeof importDecisionBody>;

/** What one line of a file comes to. Numbers of identity are shown shortened. */
export interface ImportLineReport {
  /** As the spreadsheet counts: the headings are line 1. */
  readonly line: number;
  readonly number: string;
  readonly kindName: Text | null;
  readonly holderName: string;
  readonly holderNumberShown: string;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly origin: string;
  readonly entries: readonly { readonly label: string; readonly value: string }[];
  readonly problems: readonly Text[];
}

export interface ImportReport {
  readonly fileName: string;
  /** What is wrong with the file as a whole; then there are no lines. */
  readonly problems: readonly Text[];
  readonly lines: readonly ImportLineReport[];
  readonly wrongCount: number;
}

export interface ImportBatchRow {
  readonly batchId: Id;
  readonly fileName: string;
  readonly organName: Text;
  readonly lineCount: number;
  readonly status: 'waiting' | 'approved' | 'refused';
  readonly enteredByName: string;
  readonly enteredAt: string;
  readonly checkedByName: string | null;
  readonly checkedAt: string | null;
  readonly note: string;
}

/** GET /api/licence-imports. The newest fifty. */
export interface ImportListView {
  readonly rows: readonly ImportBatchRow[];
  /** Where the reader may enter files. */
  readonly organs: readonly { readonly id: Id; readonly name: Text }[];
  /** What the headings of a file must be, and the kinds that there are. */
  readonly headings: readonly { readonly name: string; readonly hint: Text }[];
  readonly kinds: readonly { readonly kind: string; readonly name: Text }[];
}

/** GET /api/licence-imports/:batchId. */
export interface ImportBatchView extends ImportBatchRow {
  readonly report: ImportReport;
  /** Whether the reader may decide: another officer than the one who entered it. */
  readonly mayDecide: boolean;
}
