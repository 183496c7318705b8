// Owns how a list of service items (实施清单, as CSV) is read line by line; pure. Refuses lines, and files that are no list.
import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { AppError } from '#kernel/errors';
import { isCreditCode } from '#kernel/identity-numbers';
import { fillText, type Text } from '#kernel/texts';
import { importFailures, lineFaults, lineRemarks } from './messages.ts';

export const listEncodings = ['utf-8', 'gb18030'] as const;
export type ListEncoding = (typeof listEncodings)[number];

/** An item as the list has it, and what of it could not be used. */
export interface ListedItem {
  readonly line: number;
  readonly code: string;
  readonly catalogueCode: string | null;
  readonly name: string;
  readonly mainName: string | null;
  readonly organName: string;
  readonly organCreditCode: string | null;
  readonly taskType: string;
  readonly taskTypeName: string;
  readonly kind: string | null;
  readonly areaCode: string;
  readonly sourceUrl: string | null;
  readonly raw: Readonly<Record<string, string>>;
  readonly remarks: readonly Text[];
}

interface RefusedLine {
  readonly line: number;
  /** What the line calls its item, for the report; empty where that can't be read. */
  readonly name: string;
  readonly faults: readonly Text[];
}

/** Both in the order of the file. */
export interface ServiceList {
  readonly items: readonly ListedItem[];
  readonly refused: readonly RefusedLine[];
}

const sizeMostMegabytes = 100;

/** The columns that a list must have, with the most characters of a cell; others may stand beside them and are kept. */
const columns = {
  department: 200,
  main_item: 500,
  item_name: 500,
  item_code: 100,
  base_code: 100,
  dept_uscc: 100,
  task_type: 10,
  task_type_name: 100,
  area_code: 12,
  source_link: 2000,
} as const;
type Column = keyof typeof columns;
const otherColumnMost = 20_000;
const requiredCells: readonly Column[] = ['department', 'item_name', 'item_code', 'task_type', 'area_code'];

/** task_type of the national directory; null for what is done to people and not applied for. */
const kindByTaskType: Readonly<Record<string, string | null>> = {
  '1': 'administrative-licence',
  '2': null,
  '3': null,
  '4': null,
  '5': 'administrative-payment',
  '6': null,
  '7': 'administrative-confirmation',
  '8': 'administrative-reward',
  '9': 'administrative-ruling',
  '10': 'other-administrative-power',
  '20': 'public-service',
};

/**
 * Reads a list in the shape of guangan-service-items.csv: a header with the columns above in any order, one item a line,
 * cells in quotes where they hold commas or line breaks (RFC 4180). A byte order mark is dropped.
 * @throws AppError 'invalid', 'unsupported-type' or 'too-large' where the file is no such list
 */
export function readServiceList(bytes: Uint8Array, encoding: ListEncoding): ServiceList {
  const text = decode(bytes, encoding);
  const faulty: RefusedLine[] = [];
  const records = parseRecords(text, faulty);
  const [first, ...rest] = records;
  if (first === undefined) throw failure('header', { missing: Object.keys(columns).join(', ') });
  const names = first.cells.map((cell) => cell.trim());
  checkHeader(names);
  const lineByCode = new Map<string, number>();
  const items: ListedItem[] = [];
  const refused: RefusedLine[] = [];
  for (const { line, cells } of rest) {
    const raw = Object.fromEntries(
      names.map((name, at) => [name, (cells[at] ?? '').normalize('NFC').trim()]),
    );
    const faults = cells.length === names.length ? faultsOf(raw, lineByCode) : [columnsFault(cells, names)];
    const code = raw['item_code'] ?? '';
    if (faults.length > 0) refused.push({ line, name: raw['item_name']?.slice(0, 60) ?? '', faults });
    else items.push(itemOf(line, raw));
    if (code !== '' && !lineByCode.has(code)) lineByCode.set(code, line);
  }
  return { items, refused: [...refused, ...faulty].sort((one, other) => one.line - other.line) };
}

function failure(
  code: keyof typeof importFailures,
  parameters: Readonly<Record<string, string | number>> = {},
): AppError {
  const kinds = { tooLarge: 'too-large', binary: 'unsupported-type' } as const;
  const kind = code === 'tooLarge' || code === 'binary' ? kinds[code] : 'invalid';
  return new AppError(kind, `service-list-${code}`, fillText(importFailures[code], parameters));
}

function decode(bytes: Uint8Array, encoding: ListEncoding): string {
  if (bytes.length > sizeMostMegabytes * 1_000_000) throw failure('tooLarge', { most: sizeMostMegabytes });
  if (bytes.length === 0) throw failure('empty');
  // No text of either encoding has a zero byte; every spreadsheet, archive and UTF-16 file has.
  if (bytes.includes(0)) throw failure('binary');
  try {
    // One kind of line break: the reader counts CRLF in quotes as two lines.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
    throw failure('notInEncoding', { encoding: encoding.toUpperCase(), other });
  }
}

interface CsvRecord {
  /** The line on which it begins, the header being 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

function parseRecords(text: string, faulty: RefusedLine[]): readonly CsvRecord[] {
  let line = 0;
  const found: CsvRecord[] = [];
  const onSkip = (error: CsvError | undefined): undefined => {
    const isOpenQuote = error?.code === 'CSV_QUOTE_NOT_CLOSED';
    faulty.push({
      line: line + 1,
      name: '',
      faults: [isOpenQuote ? lineFaults.quote : lineFaults.unreadable],
    });
    return undefined;
  };
  // Lines are counted where records end, so a record begins one line after the last one ended.
  const onRecord = (cells: string[], { lines }: Info): null => {
    if (cells.some((cell) => cell.trim() !== '')) found.push({ line: line + 1, cells });
    line = lines;
    return null;
  };
  parse(text, {
    bom: true,
    relax_column_count: true,
    // A stray quotation mark inside a cell is a character, not the end of the line's sense.
    relax_quotes: true,
    record_delimiter: '\n',
    skip_records_with_error: true,
    on_skip: onSkip,
    on_record: onRecord,
    max_record_size: 1_000_000,
  });
  return found;
}

function checkHeader(names: readonly string[]): void {
  const missing = Object.keys(columns).filter((column) => !names.includes(column));
  if (missing.length > 0) throw failure('header', { missing: missing.join(', ') });
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) throw failure('headerTwice', { name: twice });
}

function columnsFault(cells: readonly string[], names: readonly string[]): Text {
  return fillText(lineFaults.columns, { count: cells.length, expected: names.length });
}

function faultsOf(
  raw: Readonly<Record<string, string>>,
  lineByCode: ReadonlyMap<string, number>,
): readonly Text[] {
  const faults: Text[] = requiredCells
    .filter((column) => raw[column] === '')
    .map((column) => fillText(lineFaults.missing, { column }));
  for (const [column, value] of Object.entries(raw)) {
    const most = Object.hasOwn(columns, column) ? columns[column as Column] : otherColumnMost;
    const count = [...value].length;
    if (count > most) faults.push(fillText(lineFaults.tooLong, { column, count, most }));
    if (/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(value.replace(/[\n\r\t]/g, '')))
      faults.push(fillText(lineFaults.controlCharacter, { column }));
  }
  const { item_code: code = '', area_code: area = '', task_type: taskType = '' } = raw;
  if (code !== '' && !/^[0-9A-Za-z-]+$/.test(code)) faults.push(lineFaults.code);
  const earlier = lineByCode.get(code);
  if (earlier !== undefined) faults.push(fillText(lineFaults.twice, { line: earlier }));
  if (area !== '' && !/^(\d{6}|\d{12})$/.test(area)) faults.push(lineFaults.areaCode);
  if (taskType !== '' && !Object.hasOwn(kindByTaskType, taskType))
    faults.push(fillText(lineFaults.taskType, { value: taskType.slice(0, 10) }));
  return faults;
}

function itemOf(line: number, raw: Readonly<Record<string, string>>): ListedItem {
  const cell = (column: Column): string => raw[column] ?? '';
  const orNull = (value: string) => (value === '' ? null : value);
  const remarks: Text[] = [];
  const usable = (column: Column, fits: (value: string) => boolean, remark: Text): string | null => {
    const value = cell(column);
    if (value === '' || fits(value)) return orNull(value);
    remarks.push(fillText(remark, { value }));
    return null;
  };
  return {
    line,
    code: cell('item_code'),
    catalogueCode: usable('base_code', (value) => /^[0-9A-Z]{12,14}$/.test(value), lineRemarks.catalogueCode),
    name: cell('item_name'),
    mainName: orNull(cell('main_item')),
    organName: cell('department'),
    organCreditCode: usable('dept_uscc', isCreditCode, lineRemarks.creditCode),
    taskType: cell('task_type'),
    taskTypeName: cell('task_type_name'),
    kind: kindByTaskType[cell('task_type')] ?? null,
    areaCode: cell('area_code'),
    sourceUrl: usable(
      'source_link',
      (value) => /^https?:\/\//.test(value) && URL.canParse(value),
      lineRemarks.link,
    ),
    raw,
    remarks,
  };
}
