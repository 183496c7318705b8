// Owns every word that the import of service lists says to people; refuses words elsewhere in this folder's import.
import { text } from '#kernel/texts';

/** Why a whole file is refused; nothing of it is then loaded. */
export const importFailures = {
  tooLarge: text(
    '文件超过{most}兆字节。没有导入任何内容。请分成几个文件。',
    'The file is larger than {most} MB. Nothing was imported. Divide it into several.',
  ),
  empty: text('文件是空的。没有导入任何内容。', 'The file is empty. Nothing was imported.'),
  binary: text(
    '这不是文本文件（例如可能是Excel文件）。没有导入任何内容。请另存为CSV再导入。',
    'This is no text file (it may be a spreadsheet). Nothing was imported. Save it as CSV and import that.',
  ),
  notInEncoding: text(
    '文件不是{encoding}编码。没有导入任何内容。请用 --encoding {other} 再试，或者另存为UTF-8。',
    'The file is not {encoding}. Nothing was imported. Try --encoding {other}, or save it as UTF-8.',
  ),
  header: text(
    '第一行的列名不对，缺少：{missing}。没有导入任何内容。',
    'The first line is not the expected header. It lacks: {missing}. Nothing was imported.',
  ),
  headerTwice: text(
    '第一行的列名 {name} 出现了两次。没有导入任何内容。',
    'The column {name} is there twice in the first line. Nothing was imported.',
  ),
} as const;

/** Why a line is refused. */
export const lineFaults = {
  missing: text('{column} 是空的', '{column} is empty'),
  tooLong: text(
    '{column} 有{count}个字，最多{most}个',
    '{column} has {count} characters; {most} is the limit',
  ),
  controlCharacter: text('{column} 里有不能显示的字符', '{column} has a character that can’t be shown'),
  code: text('item_code 只能有字母、数字和连字符', 'item_code may have letters, digits and hyphens only'),
  twice: text('实施编码和第{line}行相同', 'the code is the same as that of line {line}'),
  areaCode: text('area_code 应当是6位或者12位数字', 'area_code must have 6 or 12 digits'),
  taskType: text(
    '事项类型 {value} 不是国家目录里的类型',
    'the type {value} is none of the national directory',
  ),
  columns: text('有{count}列，应当有{expected}列', 'it has {count} columns where {expected} are expected'),
  quote: text(
    '引号没有成对，从这里起不能再读',
    'a quotation mark is not closed; from here on nothing can be read',
  ),
  unreadable: text('读不懂这一行', 'the line can’t be read'),
} as const;

/** What of a loaded line could not be used; the line itself is kept whole. */
export const lineRemarks = {
  catalogueCode: text(
    '基本编码 {value} 不是12到14位，没有使用',
    'the catalogue code {value} does not have 12 to 14 characters and was left out',
  ),
  creditCode: text(
    '统一社会信用代码 {value} 的校验码不对，没有使用',
    'the check character of the credit code {value} does not fit; it was left out',
  ),
  link: text('source_link 不是网址，没有使用', 'source_link is no web address and was left out'),
} as const;

export const importOutcomes = {
  loaded: text('已导入', 'loaded'),
  unchanged: text('没有变化', 'unchanged'),
  refused: text('未导入', 'refused'),
} as const;

export const importSummary = {
  line: text('第{line}行 {outcome} {name}', 'Line {line} {outcome} {name}'),
  because: text('：{reasons}。', ': {reasons}.'),
  total: text(
    '共{lines}行：导入{loaded}，没有变化{unchanged}，未导入{refused}。',
    '{lines} lines: {loaded} loaded, {unchanged} unchanged, {refused} refused.',
  ),
  dryRun: text('这是试运行，数据库没有任何变化。', 'This was a dry run: nothing in the database changed.'),
} as const;
