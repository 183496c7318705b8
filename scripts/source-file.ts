// Owns what a source file says of itself: imports, exports, functions, texts. Refuses a file that it can't parse.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

export interface ImportFact {
  readonly specifier: string;
  /** The imported names; `*` for a namespace, empty for a side effect or a dynamic import. */
  readonly names: readonly string[];
  readonly line: number;
}

export interface FunctionFact {
  readonly name: string;
  readonly line: number;
  readonly lineCount: number;
  /** The function is what `describe(…)` or the like was given: it holds tests and is no function of its own. */
  readonly isSuite: boolean;
}

export interface TextFact {
  readonly value: string;
  readonly line: number;
  /** A template tagged `sql`, whose text is SQL in any case. */
  readonly isSql: boolean;
}

export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly ImportFact[];
  readonly functions: readonly FunctionFact[];
  readonly texts: readonly TextFact[];
  /** Lines of `export *` and of default exports. */
  readonly starExports: readonly number[];
  readonly defaultExports: readonly number[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

interface Facts {
  readonly imports: ImportFact[];
  readonly functions: FunctionFact[];
  readonly texts: TextFact[];
  readonly starExports: number[];
  readonly defaultExports: number[];
}

/** Where the walk is: the nodes above, nearest first. */
interface Place {
  readonly node: Node;
  readonly above: Place | undefined;
}

type LineOf = (offset: number) => number;

export function readSourceFile(root: string, relativePath: string): SourceFile {
  const text = readFileSync(path.join(root, relativePath), 'utf8');
  const { program, errors } = parseSync(relativePath, text);
  if (errors.length > 0) throw new Error(`${relativePath} can't be parsed: ${errors[0]?.message}`);
  const lineOf = lineFinder(text);
  const facts: Facts = { imports: [], functions: [], texts: [], starExports: [], defaultExports: [] };
  if (isNode(program)) walk({ node: program, above: undefined }, facts, lineOf);
  const lineCount = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  return { path: relativePath, lineCount, ...facts };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function lineFinder(text: string): LineOf {
  const starts = [0];
  for (let offset = text.indexOf('\n'); offset !== -1; offset = text.indexOf('\n', offset + 1)) {
    starts.push(offset + 1);
  }
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

function walk(place: Place, facts: Facts, lineOf: LineOf): void {
  collect(place, facts, lineOf);
  for (const member of Object.values(place.node)) {
    for (const child of Array.isArray(member) ? member : [member]) {
      if (isNode(child)) walk({ node: child, above: place }, facts, lineOf);
    }
  }
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const importTypes = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function collect(place: Place, facts: Facts, lineOf: LineOf): void {
  const { node, above } = place;
  const line = lineOf(node.start);
  if (importTypes.has(node.type)) {
    const specifier = stringOf(node['source']);
    if (specifier !== undefined) facts.imports.push({ specifier, names: importedNames(node), line });
  }
  if (node.type === 'ExportAllDeclaration') facts.starExports.push(line);
  if (node.type === 'ExportDefaultDeclaration') facts.defaultExports.push(line);
  if (functionTypes.has(node.type)) {
    const lineCount = lineOf(node.end) - line + 1;
    facts.functions.push({ name: nameOf(place), line, lineCount, isSuite: isSuite(place) });
  }
  if (
    node.type === 'Literal' &&
    typeof node['value'] === 'string' &&
    !importTypes.has(above?.node.type ?? '')
  ) {
    facts.texts.push({ value: node['value'], line, isSql: false });
  }
  if (node.type === 'TemplateLiteral' && Array.isArray(node['quasis'])) {
    const value = node['quasis'].map((part: unknown) => cookedText(part)).join('$');
    facts.texts.push({ value, line, isSql: isSqlTag(above?.node) });
  }
}

function stringOf(node: unknown): string | undefined {
  return isNode(node) && typeof node['value'] === 'string' ? node['value'] : undefined;
}

function identifierOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (typeof node['name'] === 'string') return node['name'];
  return stringOf(node);
}

function importedNames(node: Node): readonly string[] {
  if (node.type === 'ExportAllDeclaration') return ['*'];
  if (!Array.isArray(node['specifiers'])) return [];
  return node['specifiers'].map((one: unknown) => {
    if (!isNode(one)) return '';
    if (one.type === 'ImportNamespaceSpecifier') return '*';
    if (one.type === 'ImportDefaultSpecifier') return 'default';
    return identifierOf(one['imported'] ?? one['local']) ?? '';
  });
}

function cookedText(part: unknown): string {
  const value = isNode(part) ? part['value'] : undefined;
  return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '';
}

function isSqlTag(tagged: Node | undefined): boolean {
  return tagged?.type === 'TaggedTemplateExpression' && identifierOf(tagged['tag']) === 'sql';
}

/** The name that a reader would call the function by: its own, or what it is assigned to. */
function nameOf({ node, above }: Place): string {
  const own = identifierOf(node['id']);
  if (own !== undefined) return own;
  const holder = above?.node;
  const given = identifierOf(holder?.['key']) ?? identifierOf(holder?.['id']);
  return given ?? `the function in ${holder?.type === 'CallExpression' ? calleeOf(holder) : 'this line'}`;
}

function calleeOf(call: Node): string {
  const callee = call['callee'];
  if (!isNode(callee)) return 'a call';
  return identifierOf(callee) ?? identifierOf(callee['property']) ?? 'a call';
}

function isSuite({ above }: Place): boolean {
  return above?.node.type === 'CallExpression' && /^(describe|suite)$/.test(calleeOf(above.node));
}
