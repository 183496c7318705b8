// Owns how data files of the city are read and checked; refuses a file with a fault, naming the record it is in.
import { readFile } from 'node:fs/promises';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '#kernel/errors';
import { fillText, type Text, text } from '#kernel/texts';

const refusal = text(
  '没有载入文件 {file}：{place} 有误（{problem}）。没有任何内容被更改。请更正文件后重新载入。',
  'The file {file} was not loaded: {place} is wrong ({problem}). Nothing was changed. Correct the file and load it again.',
);
const unreadable = text('文件不存在或无法读取', 'it does not exist or cannot be read');
const notJson = text('不是有效的 JSON', 'it is not valid JSON');
const wholeFile = text('整个文件', 'the file as a whole');

/** The fault of a data file as a sentence for whoever edits it; `place` names the record, as `longhu-fire-rescue`. */
export function dataFileFault(file: string, place: Text, problem: Text): AppError {
  const inEach = (locale: 'zh' | 'en') =>
    fillText(refusal, { file, place: place[locale], problem: problem[locale] })[locale];
  return new AppError('invalid', 'data-file-wrong', text(inEach('zh'), inEach('en')));
}

/**
 * Reads a JSON file and checks it against its schema. Throws AppError 'invalid' `data-file-wrong` with the file, the
 * record (by its key, code or login name, and its place) and what is wrong with it; the first fault only.
 */
export async function readDataFile<Schema extends TSchema>(
  file: string,
  schema: Schema,
): Promise<Static<Schema>> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch {
    throw dataFileFault(file, wholeFile, unreadable);
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw dataFileFault(file, wholeFile, notJson);
  }
  if (Value.Check(schema, value)) return value;
  const fault = Value.Errors(schema, value)[0];
  const path = fault?.instancePath ?? '';
  const place = [recordName(value, path), path].filter((part) => part !== '').join(' ');
  const problem = `${fault?.message ?? 'unknown'}${extraNames(fault?.params)}`;
  throw dataFileFault(file, place === '' ? wholeFile : text(place, place), text(problem, problem));
}

/** The name that the innermost named record on the way to the fault gives itself. */
function recordName(value: unknown, path: string): string {
  let name = '';
  let current = value;
  for (const part of path.split('/').slice(1)) {
    const entries = entriesOf(current);
    current = entries.get(part);
    const inside = entriesOf(current);
    const own = inside.get('key') ?? inside.get('code') ?? inside.get('loginName');
    if (typeof own === 'string') name = own;
  }
  return name;
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function extraNames(params: object | undefined): string {
  const entries = entriesOf(params);
  const names = entries.get('additionalProperties') ?? entries.get('requiredProperties');
  return Array.isArray(names) ? `: ${names.join(', ')}` : '';
}
