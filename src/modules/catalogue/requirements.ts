// Owns which evidence a service asks for in one case: by mode and by the conditions of its file; pure.
import { compileExpression, ExpressionError } from '#engines/feel';
import type { Answers } from '#engines/forms';
import type { EvidenceRequirement, ModeName, ServiceContent } from './contract.ts';
import type { Situations } from './situations.ts';

/** What the conditions may name: the form's answers, and the situations by the value that was chosen. */
export interface RequirementQuestion {
  readonly answers: Answers;
  readonly situations: Situations;
  readonly mode: ModeName;
}

/** Any moment: loading refuses conditions that read the clock. */
const anyMoment = '2000-01-01T00:00:00Z';

/**
 * The evidence that applies, in the order of the file, whatever its source. A condition over an answer that is not given
 * yet does not hold, so that a draft's list grows as it is filled in. The list is the caller's own.
 */
export function requirementsOf(
  service: ServiceContent,
  { answers, situations, mode }: RequirementQuestion,
): EvidenceRequirement[] {
  return evidenceThat(service, { ...situations, ...answers }, mode, (holds) => holds === true);
}

/** The evidence that may apply once the form is answered: all but what mode and situations rule out already. */
export function possibleRequirementsOf(
  service: ServiceContent,
  { situations, mode }: Omit<RequirementQuestion, 'answers'>,
): EvidenceRequirement[] {
  return evidenceThat(service, situations, mode, (holds) => holds !== false);
}

function evidenceThat(
  service: ServiceContent,
  variables: Readonly<Record<string, unknown>>,
  mode: ModeName,
  isWanted: (holds: boolean | undefined) => boolean,
): EvidenceRequirement[] {
  return service.evidence.filter(
    ({ when, modes }) =>
      (modes === undefined || modes.includes(mode)) &&
      (when === undefined || isWanted(evaluateCondition(when, variables))),
  );
}

const compiled = new Map<string, ReturnType<typeof compileExpression>>();

/** Undefined where an answer is missing, or is no value that the condition can be asked of. */
function evaluateCondition(when: string, variables: Readonly<Record<string, unknown>>): boolean | undefined {
  const present = compiled.get(when);
  const condition = present ?? compileExpression(when);
  // As many as the published services have, so it needs no bound.
  if (present === undefined) compiled.set(when, condition);
  try {
    return condition.evaluate(variables, anyMoment) === true;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

/** The names that conditions use and that are neither in `known` nor anything of FEEL; to be told when loading. */
export function findUnknownName(when: string, known: readonly string[]): string | undefined {
  const variables = Object.fromEntries(known.map((name) => [name, null]));
  try {
    compileExpression(when).evaluate(variables, anyMoment);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    if (error.code === 'undefined-variable') return error.message;
  }
  return undefined;
}
