// Owns how the answers of the guided interview become values that decision tables see; pure.
import type { LifeEventContent } from './contract.ts';

/** The key under which the situations hold the services that the applicant added freely, with commas between. */
export const alsoApplyForKey = 'alsoApplyFor';

/** The answers of the interview by situation key, and what was added freely under `alsoApplyForKey`. */
export type Situations = Readonly<Record<string, string>>;

type Situation = LifeEventContent['situations'][number];
type Option = Situation['options'][number];

/** Situations whose answer is missing or was never offered. */
export function listOpenSituations(
  lifeEvent: Pick<LifeEventContent, 'situations'>,
  situations: Situations,
): readonly Situation[] {
  return lifeEvent.situations.filter(
    (one) => !one.options.some((option) => option.value === situations[one.key]),
  );
}

/** What tables see: the value of an option, or a number within its bracket. */
export function situationValues(
  lifeEvent: Pick<LifeEventContent, 'situations'>,
  situations: Situations,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    lifeEvent.situations.flatMap(({ key, options }) => {
      const option = options.find((one) => one.value === situations[key]);
      return option === undefined ? [] : [[key, edgesOf(option).at(-1) ?? option.value]];
    }),
  );
}

/**
 * The numbers at which an option's bracket begins and ends, or its value alone: loading tries the tables with all of
 * them, so that a table whose border lies within a bracket is refused. An open end is far away: a billion.
 */
export function edgesOf({ value, bracket }: Option): readonly (string | number)[] {
  if (bracket === undefined) return [value];
  const { above, upTo } = bracket;
  const smallest = 0.001;
  return [above === undefined ? (upTo === undefined ? 0 : Math.min(0, upTo)) : above + smallest, upTo ?? 1e9];
}
