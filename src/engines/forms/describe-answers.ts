// Owns how answers read to people; refuses to judge them.
import { formatDay, isLegalDay } from '#kernel/dates';
import { maskMiddle } from '#kernel/identity-numbers';
import type { Text } from '#kernel/texts';
import type { Answers, AnswerValue, FindDivision } from './answers.ts';
import { allowedValues, type FormContent, type FormField, getField, sameText } from './form-content.ts';
import { formWords } from './messages.ts';

/** One answer in words. */
export interface DescribedAnswer {
  readonly field: string;
  readonly page: string;
  readonly label: Text;
  readonly value: Text;
  readonly answered: boolean;
}

export interface DescribeOptions {
  readonly findDivision: FindDivision;
  /** Shows sensitive answers shortened, for everybody but the applicant: 138****0000. */
  readonly shortenSensitive?: boolean;
}

/** Every field in the order of the pages. One without an answer reads 没有填写. */
export function describeAnswers(
  content: FormContent,
  answers: Answers,
  options: DescribeOptions,
): readonly DescribedAnswer[] {
  return content.pages.flatMap((page) =>
    page.fields.map((key) => {
      const field = getField(content, key);
      const value = answers[key];
      return {
        field: key,
        page: page.key,
        label: field.label,
        value: value === undefined ? formWords.notAnswered : describeValue(field, value, options),
        answered: value !== undefined,
      };
    }),
  );
}

function describeValue(field: FormField, value: AnswerValue, options: DescribeOptions): Text {
  if (typeof value === 'object') {
    const texts = value.map((one) => describeOne(field, one, options));
    return { zh: texts.map((one) => one.zh).join('、'), en: texts.map((one) => one.en).join(', ') };
  }
  const described = describeOne(field, value, options);
  if (field.sensitive !== true || options.shortenSensitive !== true) return described;
  return { zh: maskMiddle(described.zh, 3, 4), en: maskMiddle(described.en, 3, 4) };
}

function describeOne(field: FormField, value: string | number | boolean, options: DescribeOptions): Text {
  if (field.optionsFrom === 'divisions') return describeDivision(String(value), options.findDivision);
  const option = field.options?.find((one) => one.value === value);
  if (option !== undefined) return option.label;
  if (field.control === 'date' && typeof value === 'string' && isLegalDay(value)) {
    return { zh: formatDay(value, 'zh', { weekday: true }), en: formatDay(value, 'en', { weekday: true }) };
  }
  if (field.control === 'number' && typeof value === 'number' && field.unit !== undefined) {
    return { zh: `${value}${field.unit.zh}`, en: `${value} ${field.unit.en}` };
  }
  return sameText(String(value));
}

function describeDivision(code: string, findDivision: FindDivision): Text {
  const division = findDivision(code);
  if (division === undefined) return sameText(code);
  const { name, district } = division;
  if (district === undefined) return name;
  return { zh: `${district.zh}${name.zh}`, en: `${name.en}, ${district.en}` };
}

/** Choices under one heading; without groups there is one, with no heading. */
export interface ChoiceGroup {
  readonly heading: Text | undefined;
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly value: string;
  readonly label: Text;
  readonly hint: Text | undefined;
}

/** What a radio group, checkboxes or a select offer, with divisions named and grouped by district. */
export function listChoices(
  content: FormContent,
  fieldKey: string,
  findDivision: FindDivision,
): readonly ChoiceGroup[] {
  const field = getField(content, fieldKey);
  if (field.optionsFrom === undefined) {
    const choices = (field.options ?? []).map(({ value, label, hint }) => ({
      value: String(value),
      label,
      hint,
    }));
    return [{ heading: undefined, choices }];
  }
  const groups = new Map<string, { heading: Text | undefined; choices: Choice[] }>();
  for (const value of allowedValues(content.schema.properties[fieldKey] ?? {})) {
    const division = findDivision(String(value));
    const heading = field.groupBy === 'district' ? division?.district : undefined;
    const group = groups.get(heading?.zh ?? '') ?? { heading, choices: [] };
    group.choices.push({
      value: String(value),
      label: division?.name ?? sameText(String(value)),
      hint: undefined,
    });
    groups.set(heading?.zh ?? '', group);
  }
  return [...groups.values()];
}
