// The face of the forms engine: reads, judges and describes the answers to a form. Pure; ajv keeps it on the server.

/**
 * How the parts fit:
 *
 * 1. `readFormContent` checks a form as the catalogue stores it (data/…/forms/*.json).
 * 2. `compileForm` makes it ready, once per published version.
 * 3. `readAnswers`, `validatePage`, `mergePage` take one page; `validateAll` judges the whole before submission;
 *    `checkConsistency` compares it with the situations of the interview.
 * 4. `describe` puts the answers into words; `listChoices` and `splitDate` serve whoever draws the fields.
 */
export type { Answers, AnswerValue, FindDivision } from './answers.ts';
export { checkConsistency } from './check-consistency.ts';
export { type CompiledForm, compileForm } from './compile-form.ts';
export {
  type DescribedAnswer,
  listChoices,
} from './describe-answers.ts';
export { type FormContent, type FormField, readFormContent } from './form-content.ts';
export { datePartsOf, splitDate } from './read-answers.ts';
