// Owns what the decision tables of a life event say about one combination of situations; pure. Refuses words that are not there.
import { type CompiledDecisions, compileDecisions, type DecisionModel } from '#engines/dmn';
import type { Text } from '#kernel/texts';
import type { LifeEventContent } from './contract.ts';

const outcomes = ['needed', 'may-also', 'not-needed'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Verdict {
  readonly serviceKey: string;
  readonly outcome: Outcome;
  readonly because: Text;
}

export interface Verdicts {
  /** One for each service, in the order of the life event's `services`. */
  readonly services: readonly Verdict[];
  readonly duties: readonly Text[];
}

/** Any moment: loading refuses tables that read the clock, so that a draft's choice is the same tomorrow. */
const anyMoment = '2000-01-01T00:00:00Z';

const compiledMost = 100;
const compiledByText = new Map<string, CompiledDecisions>();

/** Compiled once for each text of decisions: published ones never change, and drafts of old versions come along too. */
function compiledDecisionsOf(decisions: unknown): CompiledDecisions {
  const text = JSON.stringify(decisions);
  const present = compiledByText.get(text);
  if (present !== undefined) return present;
  // Written by readLifeEvent, which has checked it, into a version that never changes.
  const compiled = compileDecisions(decisions as DecisionModel);
  if (compiledByText.size >= compiledMost) compiledByText.clear();
  compiledByText.set(text, compiled);
  return compiled;
}

/**
 * Asks every decision of a life event that has decision tables.
 * @throws Error naming the decision where its result is not what the life event can say in words; loading asks for
 *   every combination, so that a published life event has none
 * @throws DecisionError where two rules of a table hit
 */
export function askDecisions(
  lifeEvent: LifeEventContent,
  values: Readonly<Record<string, string | number>>,
): Verdicts {
  const compiled = compiledDecisionsOf(lifeEvent.decisions);
  const services = (lifeEvent.services ?? []).map((serviceKey): Verdict => {
    const { value } = compiled.evaluate(serviceKey, values, anyMoment);
    if (value === null) throw new Error(`No rule of "${serviceKey}" holds for ${describe(values)}.`);
    const [outcome, reason] = [propertyOf(value, 'outcome'), propertyOf(value, 'reason')];
    const known = outcomes.find((one) => one === outcome);
    const because = typeof reason === 'string' ? lifeEvent.reasons?.[reason] : undefined;
    if (known === undefined || because === undefined)
      throw new Error(
        `"${serviceKey}" gives the outcome ${JSON.stringify(outcome)} and the reason ${JSON.stringify(reason)} for ${describe(values)}: one of them is unknown.`,
      );
    return { serviceKey, outcome: known, because: { zh: because.zh, en: because.en } };
  });
  const duties = Object.entries(lifeEvent.duties ?? {}).flatMap(([key, duty]) => {
    const { value } = compiled.evaluate(key, values, anyMoment);
    if (typeof value !== 'boolean')
      throw new Error(
        `The duty "${key}" gives ${JSON.stringify(value)} for ${describe(values)}, not true or false.`,
      );
    return value ? [{ zh: duty.zh, en: duty.en }] : [];
  });
  return { services, duties };
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** As 'dining = takeaway, businessLicence = held'. */
export function describe(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} = ${value}`)
    .join(', ');
}
