// Owns the judgement of answers by a form's JSON Schema; refuses to run in a browser (ajv compiles with `new Function`).
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isLegalDay } from '#kernel/dates';
import type { FieldError } from '#kernel/errors';
import type { Answers, AnswerValue } from './answers.ts';
import { type DescribedAnswer, type DescribeOptions, describeAnswers } from './describe-answers.ts';
import { type FormContent, getPage } from './form-content.ts';
import { formWords } from './messages.ts';
import { readPageAnswers, type SentFields } from './read-answers.ts';

/** A form that can read, judge and describe answers. Pages and fields that it does not have throw RangeError. */
export interface CompiledForm {
  readonly content: FormContent;
  /** The answers to one page as they were sent; what was left empty is absent, what can't be understood stays text. */
  readAnswers(fields: SentFields, pageKey: string): Answers;
  /** The saved answers with those of one page replaced, so that a field that was emptied is gone. */
  mergePage(saved: Answers, pageKey: string, answers: Answers): Answers;
  /** At most one sentence a field, in the order of the page. Empty when the page is valid. */
  validatePage(pageKey: string, answers: Answers): readonly FieldError[];
  /** As `validatePage`, for all pages, and for fields that the form does not have. */
  validateAll(answers: Answers): readonly FieldError[];
  /** The pages that still have an error, in order: the first is where the applicant goes on. */
  listIncompletePages(answers: Answers): readonly string[];
  describe(answers: Answers, options: DescribeOptions): readonly DescribedAnswer[];
}

/** Which failure of a field is told, where several were found: the one that explains the others comes first. */
const keywordOrder = [
  'required',
  'type',
  'minItems',
  'maxItems',
  'enum',
  'const',
  'minLength',
  'maxLength',
  'format',
  'pattern',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'uniqueItems',
];

/**
 * Compiles a form: 10 to 50 ms, so once per published version (it is immutable; keep it by its id).
 * @throws Error where the schema is not a JSON Schema 2020-12.
 */
export function compileForm(content: FormContent): CompiledForm {
  // Without multipleOfPrecision 1.2 is no multiple of 0.1, by the rounding of doubles.
  const ajv = new Ajv2020({ allErrors: true, strict: true, multipleOfPrecision: 6 });
  ajv.addFormat('date', isLegalDay);
  const check = ajv.compile(content.schema);
  const listErrors = (answers: Answers): readonly ErrorObject[] =>
    check(answers) ? [] : (check.errors ?? []);
  const fieldOrder = content.pages.flatMap((page) => page.fields);

  return {
    content,
    readAnswers: (fields, pageKey) => readPageAnswers(content, fields, pageKey),
    mergePage(saved, pageKey, answers) {
      const { fields } = getPage(content, pageKey);
      const kept = Object.entries(saved).filter(([key]) => !fields.includes(key));
      const replaced = Object.entries(answers).filter(([key]) => fields.includes(key));
      return Object.fromEntries<AnswerValue>([...kept, ...replaced]);
    },
    validatePage: (pageKey, answers) =>
      sentencesFor(content, getPage(content, pageKey).fields, listErrors(answers)),
    validateAll(answers) {
      const unknown = Object.keys(answers).filter((key) => !fieldOrder.includes(key));
      return [
        ...sentencesFor(content, fieldOrder, listErrors(answers)),
        ...unknown.map((field) => ({ field, text: formWords.unknownField })),
      ];
    },
    listIncompletePages(answers) {
      const errors = listErrors(answers);
      return content.pages
        .filter((page) => sentencesFor(content, page.fields, errors).length > 0)
        .map((page) => page.key);
    },
    describe: (answers, options) => describeAnswers(content, answers, options),
  };
}

function sentencesFor(
  content: FormContent,
  fields: readonly string[],
  errors: readonly ErrorObject[],
): readonly FieldError[] {
  return fields.flatMap((field) => {
    const keywords = errors.filter((error) => fieldOf(error) === field).map((error) => error.keyword);
    const [first] = keywords.sort((one, other) => rankOf(one) - rankOf(other));
    if (first === undefined) return [];
    return [{ field, text: content.fields[field]?.errors[first] ?? formWords.wrong }];
  });
}

function rankOf(keyword: string): number {
  const rank = keywordOrder.indexOf(keyword);
  return rank === -1 ? keywordOrder.length : rank;
}

function fieldOf(error: ErrorObject): string | undefined {
  if (error.keyword === 'required') return String(error.params['missingProperty']);
  // A JSON Pointer (RFC 6901); field keys have neither ~ nor /.
  return error.instancePath.split('/')[1];
}
