// Owns what the answers of a form owe to the situations chosen before; refuses rules of any other kind.
import type { FieldError } from '#kernel/errors';
import type { Text } from '#kernel/texts';
import type { Answers } from './answers.ts';

/** A bound on a number that holds in one situation, as 'at most 300 m² for a small place'. */
export interface ConsistencyRule {
  readonly when: Readonly<Record<string, string>>;
  readonly field: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly error: Text;
}

/** A sentence for every rule whose situation was chosen and whose bound the answer breaks. */
export function checkConsistency(
  rules: readonly ConsistencyRule[],
  situations: Readonly<Record<string, string>>,
  answers: Answers,
): readonly FieldError[] {
  return rules
    .filter((rule) => Object.entries(rule.when).every(([key, value]) => situations[key] === value))
    .filter((rule) => {
      const value = answers[rule.field];
      if (typeof value !== 'number') return false;
      return value < (rule.minimum ?? -Infinity) || value > (rule.maximum ?? Infinity);
    })
    .map((rule) => ({ field: rule.field, text: rule.error }));
}
