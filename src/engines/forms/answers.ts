// Owns what an answer to a form is; refuses values that neither a form nor jsonb can carry.
import type { Text } from '#kernel/texts';

/** One answer. A value that could not be understood stays the text that was typed, so that it can be shown again. */
export type AnswerValue = string | number | boolean | readonly string[];

/** Answers by field key; a field that was left empty is absent. Stored so with a draft (jsonb). */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** A division as a form shows it: a street and the district that it is grouped under. */
interface DivisionName {
  readonly name: Text;
  readonly district: Text | undefined;
}

/** Finds a division's name by its code (6 or 9 digits); supplied by the organs module. */
export type FindDivision = (code: string) => DivisionName | undefined;
