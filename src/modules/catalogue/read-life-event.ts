// Owns the way from a life event's two files to its content, and every check of it; refuses what a citizen could fall into.
import Value from 'typebox/value';
import { combine, DecisionError, type DecisionModel, DecisionsRefused, readDecisions } from '#engines/dmn';
import { listTwice, listUnknown, listUnknownBasis, refuse } from './check-content.ts';
import { type LifeEventContent, type LifeEventFile, lifeEventFile } from './contract.ts';
import { edgesOf, type Situations } from './situations.ts';
import { askDecisions, describe, type Verdicts } from './verdicts.ts';

const combinationsMost = 20_000;

/**
 * Puts a life event together from its JSON and the DMN beside it. Tries the tables with every combination of answers:
 * each must have its one rule, and be as the examples say.
 * @throws Error with a sentence for every fault of a kind; nothing of the file is then used
 */
export async function readLifeEvent(file: unknown, dmn: string): Promise<LifeEventContent> {
  if (!Value.Check(lifeEventFile, file)) {
    const first = Value.Errors(lifeEventFile, file)[0];
    throw new Error(`It is not as expected at "${first?.instancePath ?? ''}": ${first?.message ?? ''}.`);
  }
  refuse([...listSituationFaults(file), ...listOrderFaults(file), ...listUnknownBasis(file)]);
  const decisions = await readTables(dmn);
  refuse(listDecisionFaults(file, decisions));
  const { examples: _checkedHere, ...published } = file;
  const content: LifeEventContent = { ...published, decisions };
  checkCombinations(content, file);
  return content;
}

async function readTables(dmn: string): Promise<DecisionModel> {
  try {
    return await readDecisions(dmn);
  } catch (error) {
    if (!(error instanceof DecisionsRefused)) throw error;
    const faults = error.faults.map((one) => `${one.element ?? 'the file'} (${one.rule}): ${one.message}`);
    throw new Error(`Its decisions can't be used. ${faults.join(' ')}`, { cause: error });
  }
}

function listSituationFaults({ situations }: LifeEventFile): readonly string[] {
  return [
    ...listTwice(
      'The situation',
      situations.map((one) => one.key),
    ),
    ...situations.flatMap(({ key, options }) => [
      ...listTwice(
        `An option of "${key}":`,
        options.map((one) => one.value),
      ),
      ...listBracketFaults(key, options),
    ]),
  ];
}

/** Brackets follow each other without a gap and without meeting, or there are none. */
function listBracketFaults(
  key: string,
  options: LifeEventFile['situations'][number]['options'],
): readonly string[] {
  const brackets = options.flatMap((one) => one.bracket ?? []);
  if (brackets.length === 0) return [];
  const joined = brackets.every((one, at) => at === 0 || one.above === brackets[at - 1]?.upTo);
  const inside = brackets.every(
    (one, at) =>
      (at === 0 || one.above !== undefined) &&
      (at === brackets.length - 1 || one.upTo !== undefined) &&
      (one.above ?? Number.NEGATIVE_INFINITY) < (one.upTo ?? Number.POSITIVE_INFINITY),
  );
  return brackets.length === options.length && joined && inside
    ? []
    : [
        `The brackets of "${key}" do not follow each other from the smallest to the largest, each above the last.`,
      ];
}

function listOrderFaults({ services, order }: LifeEventFile): readonly string[] {
  const waits = new Map(order.map((one) => [one.service, one.waitsFor]));
  const circles = services.filter((service) => {
    let next = waits.get(service) ?? null;
    for (let steps = 0; next !== null && steps <= services.length; steps += 1) {
      if (next === service) return true;
      next = waits.get(next) ?? null;
    }
    return false;
  });
  return [
    ...listTwice('The service', services),
    ...listTwice(
      'The order of',
      order.map((one) => one.service),
    ),
    ...listUnknown(
      'The service',
      order.flatMap((one) => [one.service, ...(one.waitsFor === null ? [] : [one.waitsFor])]),
      services,
    ),
    ...circles.map((service) => `"${service}" waits for itself.`),
  ];
}

function listDecisionFaults(file: LifeEventFile, { decisions }: DecisionModel): readonly string[] {
  const ids = decisions.map((one) => one.id);
  const sought = [...file.services, ...Object.keys(file.duties ?? {})];
  const required = decisions.flatMap((one) => one.requires);
  // What a draft needs would otherwise change overnight.
  const clock = decisions.filter((one) => /\b(now|today)\s*\(/.test(JSON.stringify(one.logic)));
  return [
    ...listTwice('A service and a duty are both named', sought),
    ...listUnknown('The decision', sought, ids),
    ...ids
      .filter((id) => !sought.includes(id) && !required.includes(id))
      .map((id) => `The decision "${id}" is of no service and no duty, and no decision requires it.`),
    ...clock.map((one) => `The decision "${one.id}" reads the clock.`),
  ];
}

interface Combination {
  readonly situations: Situations;
  readonly verdicts: Verdicts;
}

function checkCombinations(content: LifeEventContent, file: LifeEventFile): void {
  const count = file.situations.reduce((product, one) => product * one.options.length, 1);
  if (count > combinationsMost)
    throw new Error(`It has ${count} combinations of answers; ${combinationsMost} is the limit.`);
  const combinations = [...combine(file.situations.map((one) => one.options.map(({ value }) => value)))].map(
    (values): Combination => {
      const situations = Object.fromEntries(
        file.situations.map((one, at) => [one.key, String(values[at] ?? '')]),
      );
      return { situations, verdicts: askEverywhere(content, situations) };
    },
  );
  refuse(file.examples.flatMap((example) => listExampleFaults(file, example, combinations)));
}

/** The one answer of the tables for these situations, the same at every edge of their brackets. */
function askEverywhere(content: LifeEventContent, situations: Situations): Verdicts {
  const edges = content.situations.map(({ key, options }) =>
    options.filter((one) => one.value === situations[key]).flatMap(edgesOf),
  );
  let first: Verdicts | undefined;
  for (const values of combine(edges)) {
    const named = Object.fromEntries(
      content.situations.map(({ key }, at): [string, string | number] => {
        const value = values[at];
        return [key, typeof value === 'number' ? value : String(value ?? '')];
      }),
    );
    const verdicts = askOnce(content, named);
    if (first !== undefined && JSON.stringify(first) !== JSON.stringify(verdicts))
      throw new Error(
        `The decisions change within a bracket of ${describe(situations)}: a border of a table lies inside it.`,
      );
    first = verdicts;
  }
  return first ?? askOnce(content, {});
}

function askOnce(content: LifeEventContent, values: Readonly<Record<string, string | number>>): Verdicts {
  try {
    return askDecisions(content, values);
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error;
    throw new Error(`For ${describe(values)}: ${error.element}: ${error.message}`, { cause: error });
  }
}

function listExampleFaults(
  file: LifeEventFile,
  example: LifeEventFile['examples'][number],
  combinations: readonly Combination[],
): readonly string[] {
  const agreeing = combinations.filter(({ situations }) =>
    Object.entries(example.when).every(([key, value]) => situations[key] === value),
  );
  const shown = describe(example.when);
  if (agreeing.length === 0) return [`The example ${shown} agrees with no combination of answers.`];
  const keysOf = ({ services }: Verdicts, outcome: string) =>
    services.filter((one) => one.outcome === outcome).map((one) => one.serviceKey);
  const dutiesOf = ({ duties }: Verdicts) =>
    Object.entries(file.duties ?? {})
      .filter(([, duty]) => duties.some((one) => one.zh === duty.zh))
      .map(([key]) => key);
  return agreeing.flatMap(({ situations, verdicts }) => [
    ...listDifference(shown, situations, 'services', example.services, keysOf(verdicts, 'needed')),
    ...(example.mayAlso === undefined
      ? []
      : listDifference(shown, situations, 'mayAlso', example.mayAlso, keysOf(verdicts, 'may-also'))),
    ...(example.duties === undefined
      ? []
      : listDifference(shown, situations, 'duties', example.duties, dutiesOf(verdicts))),
  ]);
}

function listDifference(
  example: string,
  situations: Situations,
  what: string,
  expected: readonly string[],
  given: readonly string[],
): readonly string[] {
  const same = [...expected].sort().join() === [...given].sort().join();
  return same
    ? []
    : [
        `The example ${example} expects ${what} [${expected.join(', ')}], but for ${describe(situations)} the decisions give [${given.join(', ')}].`,
      ];
}
