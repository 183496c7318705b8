// Owns how the modes of a draft's services become words: what each means, what is committed to, what may come later; pure.
import { formatLawReference, formatLimit, type Limit } from '#engines/clock';
import { fillText, type Text } from '#kernel/texts';
import { choicesOfMode, committedServices, type DraftInHand, type evidenceToAttach } from '#modules/cases';
import {
  clockRulesOfService,
  findMode,
  findStageLimit,
  findSupplyLimit,
  findVerificationLimit,
  lawReferenceOf,
} from '#modules/catalogue';
import type { ModeName, ServiceContent } from '#modules/catalogue/contract';
import { deferWords, mannerWords, modeWords } from './pages/acting-messages.ts';
import type { CommitmentTextView } from './pages/commitment-text.ts';
import type { DeferralView } from './pages/evidence-page.ts';
import type { MannerChoiceView } from './pages/manner-page.ts';

/** The name of the field in which a service's mode is chosen. */
export function modeField(serviceKey: string): string {
  return `mode.${serviceKey}`;
}

/** The name of the field in which a commitment is accepted, as submitting names it in its errors. */
export function commitmentField(serviceKey: string): string {
  return `commitment.${serviceKey}`;
}

/** The name of the field in which a document is left for later. */
export function deferralField(requirementKey: string): string {
  return `later.${requirementKey}`;
}

function both(of: (locale: 'zh' | 'en') => string): Text {
  return { zh: of('zh'), en: of('en') };
}

function withLimit(message: Text, limit: Limit): Text {
  return both((locale) => fillText(message, { limit: formatLimit(limit, locale) })[locale]);
}

function joinSentences(sentences: readonly Text[]): Text {
  return {
    zh: sentences.map((one) => one.zh).join(''),
    en: sentences.map((one) => one.en).join(' '),
  };
}

/** What happens, how long it takes, and who comes afterwards. */
function meaningOf(service: ServiceContent, mode: ModeName): Text {
  const inspection = findStageLimit(service, 'inspection', 'ordinary');
  const longest = withLimit(mannerWords.longest, clockRulesOfService(service).statedLimit);
  if (mode !== 'commitment') {
    const begins =
      inspection === undefined
        ? mannerWords.ordinaryReview
        : withLimit(mannerWords.ordinaryInspection, inspection);
    return joinSentences([begins, longest]);
  }
  const verification = findVerificationLimit(service);
  return joinSentences([
    mannerWords.commitmentMeans,
    ...(inspection === undefined ? [] : [mannerWords.noInspectionFirst]),
    longest,
    verification === undefined ? mannerWords.verified : withLimit(mannerWords.verifiedWithin, verification),
  ]);
}

/** The words that the applicant accepts, with the law behind them; undefined where the service has no such mode. */
function commitmentOf(service: ServiceContent): CommitmentTextView | undefined {
  const mode = findMode(service, 'commitment');
  if (mode?.text === undefined) return undefined;
  return {
    text: mode.text,
    consequences: mode.consequences ?? null,
    ...(mode.basis.length === 0
      ? {}
      : { basis: both((locale) => formatLawReference(lawReferenceOf(service, mode.basis), locale)) }),
  };
}

/** The services whose manner is the applicant's to choose; what `entered` names by field stands over what is saved. */
export function mannerChoices(
  inHand: DraftInHand,
  entered: Readonly<Record<string, string>> = {},
): readonly MannerChoiceView[] {
  return choicesOfMode(inHand).map(({ service, offered, mode }) => ({
    field: modeField(service.key),
    serviceName: service.name,
    chosen: entered[modeField(service.key)] ?? mode,
    options: offered.map((value) => ({
      value,
      label: value === 'commitment' ? mannerWords.commitment : mannerWords.ordinary,
      means: meaningOf(service, value),
    })),
    commitment: offered.includes('commitment') ? commitmentOf(service) : undefined,
  }));
}

/** What was chosen, for 'check your answers'. */
export function chosenManners(
  inHand: DraftInHand,
): readonly { readonly serviceName: Text; readonly manner: Text }[] {
  return choicesOfMode(inHand).map(({ service, mode }) => ({
    serviceName: service.name,
    manner: modeWords[mode],
  }));
}

/** The commitments that have to be accepted before sending, each by its own tick. */
export function commitmentsOf(inHand: DraftInHand) {
  return committedServices(inHand).map((service) => ({
    field: commitmentField(service.key),
    serviceName: service.name,
    commitment: commitmentOf(service) ?? { text: { zh: '', en: '' }, consequences: null },
  }));
}

type NeededEvidence = ReturnType<typeof evidenceToAttach>[number];

/**
 * For each document that may come later: within what time, and what ticking it undertakes. A text that several
 * documents share is shown with the first of them.
 */
export function deferralsOf(
  { draft, services }: DraftInHand,
  needed: readonly NeededEvidence[],
  entered: readonly string[] = draft.deferred,
): ReadonlyMap<string, DeferralView> {
  const shown = new Set<string>();
  const found = new Map<string, DeferralView>();
  for (const { requirement, serviceKeys, deferrable } of needed) {
    if (!deferrable) continue;
    const asking = services.map((one) => one.content).filter((one) => serviceKeys.includes(one.key));
    const modes = asking.flatMap((service) => {
      const mode = findMode(service, 'conditional-acceptance');
      if (mode?.text === undefined || shown.has(service.key)) return [];
      shown.add(service.key);
      return [{ text: mode.text, consequences: mode.consequences ?? null }];
    });
    const limit = shortest(asking.flatMap((service) => findSupplyLimit(service) ?? []));
    found.set(requirement.key, {
      field: deferralField(requirement.key),
      chosen: entered.includes(requirement.key),
      label: limit === undefined ? deferWords.tick : withLimit(deferWords.tickWithin, limit),
      status: limit === undefined ? deferWords.later : withLimit(deferWords.laterWithin, limit),
      undertakings: modes,
    });
  }
  return found;
}

/** Known blind spot: limits in different units are compared by their numbers alone; no service mixes them. */
function shortest(limits: readonly Limit[]): Limit | undefined {
  return limits.toSorted((one, other) => one.count - other.count)[0];
}
