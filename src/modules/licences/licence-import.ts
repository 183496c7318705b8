// Owns how a file of licences on paper is read and judged line by line; pure. Refuses a line whose origin nobody can find.
import { parse } from 'csv-parse/sync';
import { addMonths, compareDays, isLegalDay, type LegalDay } from '#kernel/dates';
import { isCreditCode, isResidentIdNumber, maskMiddle } from '#kernel/identity-numbers';
import { fillText, type Text, text } from '#kernel/texts';
import { type ImportLineReport, type ImportReport, importLinesMost } from './contract.ts';
import type { LicenceTemplate } from './licence-template.ts';

/** The headings that a file must have; every other column is something that the licence states, under its own name. */
export const importHeadings = [
  { name: '证照种类', hint: text('种类代码，见下表', 'The kind’s code, from the list below') },
  { name: '证照编号', hint: text('原证上的编号', 'The number as on the paper') },
  { name: '持证人', hint: text('姓名或者名称', 'Name of the person or organisation') },
  {
    name: '持证人证件号',
    hint: text('公民身份号码或者统一社会信用代码', 'Citizen identity number or unified social credit code'),
  },
  { name: '发证日期', hint: text('例如 2021-03-05', 'As 2021-03-05') },
  {
    name: '有效期至',
    hint: text('例如 2026-03-04；长期有效的留空', 'As 2026-03-04; empty where it has no end'),
  },
  { name: '档案出处', hint: text('原件在哪里，例如卷宗号', 'Where the original lies, as the file’s number') },
] as const satisfies readonly { readonly name: string; readonly hint: Text }[];

type Heading = (typeof importHeadings)[number]['name'];

/** One licence as the file has it; the number of identity is in the clear and is stored encrypted. */
export interface ImportLine {
  readonly line: number;
  readonly kind: string;
  readonly number: string;
  readonly holderName: string;
  readonly holderNumber: string;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly origin: string;
  readonly entries: readonly { readonly label: string; readonly value: string }[];
}

export interface ReadImport {
  readonly problems: readonly Text[];
  readonly lines: readonly ImportLine[];
}

const fileProblems = {
  unreadable: text('文件不是有效的CSV表格。', 'The file is no valid CSV table.'),
  missing: text('缺少列：{names}。', 'Columns are missing: {names}.'),
  empty: text('文件里没有证照。', 'The file holds no licence.'),
  tooMany: text(
    '一次最多录入{most}份，文件里有{count}份。',
    'At most {most} at a time; the file has {count}.',
  ),
} as const;

/** Reads a file as a spreadsheet writes it: UTF-8, commas, a line of headings, quotes where needed. */
export function readImport(csv: string): ReadImport {
  let rows: readonly Readonly<Record<string, string>>[];
  let headings: readonly string[] = [];
  try {
    rows = parse(csv, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      columns: (found: string[]) => {
        headings = found;
        return found;
      },
    });
  } catch {
    return { problems: [fileProblems.unreadable], lines: [] };
  }
  const missing = importHeadings.map(({ name }) => name).filter((name) => !headings.includes(name));
  if (missing.length > 0) {
    return { problems: [fillText(fileProblems.missing, { names: missing.join('、') })], lines: [] };
  }
  if (rows.length === 0) return { problems: [fileProblems.empty], lines: [] };
  if (rows.length > importLinesMost) {
    const facts = { most: importLinesMost, count: rows.length };
    return { problems: [fillText(fileProblems.tooMany, facts)], lines: [] };
  }
  const own: readonly string[] = importHeadings.map(({ name }) => name);
  const others = headings.filter((name) => name !== '' && !own.includes(name));
  return {
    problems: [],
    lines: rows.map((row, index) => {
      const cell = (name: Heading) => (row[name] ?? '').normalize('NFKC').trim();
      return {
        line: index + 2,
        kind: cell('证照种类'),
        number: cell('证照编号'),
        holderName: (row['持证人'] ?? '').trim(),
        holderNumber: cell('持证人证件号').toUpperCase(),
        issuedOn: cell('发证日期'),
        expiresOn: cell('有效期至') === '' ? null : cell('有效期至'),
        origin: (row['档案出处'] ?? '').trim(),
        entries: others.flatMap((label) => {
          const value = (row[label] ?? '').trim();
          return value === '' ? [] : [{ label, value }];
        }),
      };
    }),
  };
}

const lineProblems = {
  kind: text('没有这种证照“{value}”。', 'There is no kind “{value}”.'),
  number: text(
    '没有编号，或者编号不是4到60个字母、数字和连字符、括号。',
    'The number is missing or malformed.',
  ),
  numberTwice: text('编号在文件里出现了两次。', 'The number occurs twice in the file.'),
  numberTaken: text('这个编号已经在库里。', 'This number is on record already.'),
  holder: text('没有持证人。', 'The holder is missing.'),
  holderNumber: text(
    '证件号不对：应当是校验正确的公民身份号码或者统一社会信用代码。',
    'The number of identity is wrong: a citizen identity number or a unified social credit code with its check.',
  ),
  issuedOn: text('发证日期不对，或者晚于今天。', 'The day of issue is wrong or lies ahead.'),
  expiresOn: text(
    '有效期不对，或者早于发证日期。',
    'The end of validity is wrong or comes before the issue.',
  ),
  origin: text('没有写明档案出处。', 'It is not said where the original lies.'),
} as const;

export interface ImportFacts {
  readonly templates: ReadonlyMap<string, Pick<LicenceTemplate, 'title'>>;
  readonly takenNumbers: ReadonlySet<string>;
  readonly today: LegalDay;
}

/** What is wrong with each line, as sentences; a file is entered only whole and without a fault. */
export function judgeImport(
  fileName: string,
  { problems, lines }: ReadImport,
  facts: ImportFacts,
): ImportReport {
  const seen = new Map<string, number>();
  for (const { number } of lines) seen.set(number, (seen.get(number) ?? 0) + 1);
  const reports = lines.map((line): ImportLineReport => {
    const found = problemsOf(line, facts);
    if ((seen.get(line.number) ?? 0) > 1) found.push(lineProblems.numberTwice);
    return {
      line: line.line,
      number: line.number,
      kindName: facts.templates.get(line.kind)?.title ?? null,
      holderName: line.holderName,
      holderNumberShown: maskHolderNumber(line.holderNumber),
      issuedOn: line.issuedOn,
      expiresOn: line.expiresOn,
      origin: line.origin,
      entries: line.entries,
      problems: found,
    };
  });
  return {
    fileName,
    problems,
    lines: reports,
    wrongCount: reports.filter((one) => one.problems.length > 0).length,
  };
}

function problemsOf(line: ImportLine, { templates, takenNumbers, today }: ImportFacts): Text[] {
  const found: Text[] = [];
  if (!templates.has(line.kind)) found.push(fillText(lineProblems.kind, { value: line.kind }));
  if (!/^[\p{L}\p{N}\-()〔〕[\]]{4,60}$/u.test(line.number)) found.push(lineProblems.number);
  if (takenNumbers.has(line.number)) found.push(lineProblems.numberTaken);
  if (line.holderName === '' || line.holderName.length > 200) found.push(lineProblems.holder);
  if (!isResidentIdNumber(line.holderNumber) && !isCreditCode(line.holderNumber)) {
    found.push(lineProblems.holderNumber);
  }
  const { issuedOn, expiresOn } = line;
  const isIssued = isLegalDay(issuedOn) && compareDays(issuedOn, today) <= 0;
  if (!isIssued) found.push(lineProblems.issuedOn);
  if (expiresOn !== null) {
    const isEnd = isLegalDay(expiresOn) && isLegalDay(issuedOn) && compareDays(expiresOn, issuedOn) > 0;
    if (!isEnd) found.push(lineProblems.expiresOn);
  }
  if (line.origin === '' || line.origin.length > 300) found.push(lineProblems.origin);
  return found;
}

/** The number of identity as officers see it: the division in front and the last two characters. */
export function maskHolderNumber(value: string): string {
  return maskMiddle(value, 6, 2);
}

/**
 * How long the term of a paper is, in whole months: a paper that ends on the day before its anniversary (2021-03-05 to
 * 2026-03-04) has sixty, as one that ends on it.
 */
export function termMonthsOf(issuedOn: LegalDay, expiresOn: LegalDay): number | null {
  let months = 0;
  while (months < 1_200 && compareDays(addMonths(issuedOn, months + 1), expiresOn) <= 0) months += 1;
  const almost = addMonths(issuedOn, months + 1);
  // One day short of another whole month.
  const isDayBefore = Date.parse(almost) - Date.parse(expiresOn) === 86_400_000;
  const whole = isDayBefore ? months + 1 : months;
  return whole === 0 ? null : whole;
}
