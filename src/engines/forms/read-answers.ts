// Owns how form fields become answers; refuses nothing: what it can't understand stays as it was typed.
import { isLegalDay } from '#kernel/dates';
import type { Answers, AnswerValue } from './answers.ts';
import { type FormContent, type FormField, getField, getPage } from './form-content.ts';

/** Values by name as a browser sent them; a name that came twice has two values. */
export type SentFields = ReadonlyMap<string, readonly string[]>;

/** The names of the three inputs of a date. */
export const datePartsOf = (fieldKey: string) =>
  ({ year: `${fieldKey}.year`, month: `${fieldKey}.month`, day: `${fieldKey}.day` }) as const;

/** The answers to one page. Fields of other pages and names that the form does not have are ignored. */
export function readPageAnswers(content: FormContent, fields: SentFields, pageKey: string): Answers {
  const answers: Record<string, AnswerValue> = {};
  for (const key of getPage(content, pageKey).fields) {
    const value = readField(getField(content, key), key, fields);
    if (value !== undefined) answers[key] = value;
  }
  return answers;
}

function readField(field: FormField, key: string, fields: SentFields): AnswerValue | undefined {
  if (field.control === 'date') return readDate(key, fields);
  if (field.control === 'checkbox') {
    const chosen = (fields.get(key) ?? []).map(cleanLine).filter((one) => one !== '');
    return chosen.length === 0 ? undefined : chosen;
  }
  const typed = fields.get(key)?.[0] ?? '';
  const clean = field.control === 'textarea' ? cleanText(typed) : cleanLine(typed);
  if (clean === '') return undefined;
  switch (field.control) {
    case 'number':
      return readNumber(clean, field);
    case 'tel':
      return readTelephone(clean);
    case 'radio':
      return readChoice(clean, field);
    default:
      return clean;
  }
}

/**
 * What nobody means to type: control characters, marks that turn the direction of writing (a name could pretend
 * to be another), blanks of no width; and full-width letters and digits, which are the narrow ones for a reader.
 * Full-width punctuation stays: （ and ） belong to Chinese names.
 */
function cleanText(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]/gu, (character) => (character === '\n' ? '\n' : ' '))
    .replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (wide) => wide.normalize('NFKC'))
    .replaceAll('\u3000', ' ')
    .trim();
}

function cleanLine(typed: string): string {
  return cleanText(typed).replaceAll('\n', ' ');
}

function readNumber(clean: string, field: FormField): number | string {
  let digits = clean.normalize('NFKC').replaceAll(/[\s,]/g, '');
  for (const unit of [field.unit?.zh, field.unit?.en]) {
    const plain = unit?.normalize('NFKC').replaceAll(/\s/g, '');
    if (plain !== undefined && plain !== '' && digits.endsWith(plain))
      digits = digits.slice(0, -plain.length);
  }
  // Longer ones would lose digits on the way through a double.
  return /^[+-]?\d{1,12}(\.\d{1,6})?$/.test(digits) ? Number(digits) : clean;
}

function readTelephone(clean: string): string {
  return clean
    .normalize('NFKC')
    .replaceAll(/[\s\-‐-―()]/g, '')
    .replace(/^(\+|00)86/, '');
}

function readChoice(clean: string, field: FormField): string | boolean {
  const chosen = field.options?.find((option) => String(option.value) === clean);
  return chosen?.value ?? clean;
}

/** Three inputs, or one of the form 2026-12-01 or 2026年12月1日. A date that does not exist stays as it was typed. */
function readDate(key: string, fields: SentFields): string | undefined {
  const names = datePartsOf(key);
  const parts = [names.year, names.month, names.day].map((name) => cleanPart(fields.get(name)?.[0] ?? ''));
  const whole = cleanLine(fields.get(key)?.[0] ?? '').normalize('NFKC');
  if (parts.every((part) => part === '')) {
    const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(whole);
    if (match === null) return whole === '' ? undefined : whole;
    return joinDate([match[1] ?? '', match[2] ?? '', match[3] ?? '']);
  }
  return joinDate(parts);
}

function cleanPart(typed: string): string {
  return cleanLine(typed).normalize('NFKC').replaceAll(/[\s-]/g, '').slice(0, 20);
}

function joinDate(parts: readonly string[]): string {
  const [year = '', month = '', day = ''] = parts;
  const padded = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLegalDay(padded) ? padded : `${year}-${month}-${day}`;
}

/** The three inputs of a stored date, as they were typed where no such day exists. */
export function splitDate(value: AnswerValue | undefined): {
  readonly year: string;
  readonly month: string;
  readonly day: string;
} {
  const [year = '', month = '', day = ''] = typeof value === 'string' ? value.split('-') : [];
  const plain = (part: string) => part.replace(/^0(?=\d)/, '');
  return { year, month: plain(month), day: plain(day) };
}
