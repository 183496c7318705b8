// Owns which schemas a file and a migration may name; refuses another module's tables and keys to later modules.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { moduleOrder, platformSchemas } from './house.ts';
import { orderOf, standingOf } from './house-places.ts';
import type { SourceFile, TextFact } from './source-file.ts';
import type { Violation } from './violation.ts';

const schemas: readonly string[] = [...moduleOrder, ...platformSchemas];
const anySchema = schemas.join('|');
/** A table as Kysely takes it, and as a key of a table type: `cases.evidenceItem as item`. */
const fileEnding = 'css|html|js|json|md|mjs|pdf|png|sql|svg|ts|tsx';
const wholeName = new RegExp(`^(${anySchema})\\.(?!(?:${fileEnding})$)("?\\w+"?)( as \\w+)?$`);
const inSql = new RegExp(
  `(?<![\\w.$'"#/-])(${anySchema})\\.(?!(?:${fileEnding})\\b)("?\\w+"?)(\\s*\\()?`,
  'g',
);
const sqlWords = /\b(select|insert\s+into|update|delete\s+from|from|join|truncate|call)\b/i;

interface NamedRelation {
  readonly schema: string;
  readonly relation: string;
  readonly isCall: boolean;
}

/**
 * Names of schemas in texts: a text that is a table's name as a whole, and every name within SQL. Blind to names
 * that are put together at run time, and to what a function of the database does.
 */
export function checkSchemaNames(files: readonly SourceFile[]): readonly Violation[] {
  return files.flatMap((file) => {
    const { floor, part, isTest } = standingOf(file.path);
    if (floor === 'outside' || isTest) return [];
    const own = floor === 'modules' ? part : floor === 'platform' ? 'platform' : undefined;
    return file.texts.flatMap((text) =>
      relationsIn(text)
        .filter((named) => !isAllowed(named, own))
        .map(({ schema, relation }) => ({
          rule: 'neighbours-table' as const,
          path: file.path,
          line: text.line,
          message: `${schema}.${relation} belongs to ${schema}; ask its face, or its view ${schema}.public_…`,
        })),
    );
  });
}

function relationsIn({ value, isSql }: TextFact): readonly NamedRelation[] {
  const whole = wholeName.exec(value);
  if (whole !== null) return [{ schema: whole[1] ?? '', relation: whole[2] ?? '', isCall: false }];
  if (!isSql && !sqlWords.test(value)) return [];
  return [...value.matchAll(inSql)].map((match) => ({
    schema: match[1] ?? '',
    relation: match[2] ?? '',
    isCall: match[3] !== undefined,
  }));
}

function isAllowed({ schema, relation, isCall }: NamedRelation, own: string | undefined): boolean {
  if (own === undefined) return false;
  if (schema === own) return true;
  if (own === 'platform') return schema === 'graphile_worker';
  if (schema === 'platform') return isCall;
  return orderOf(schema) !== -1 && orderOf(schema) < orderOf(own) && /^"?public(_|[A-Z])/.test(relation);
}

/** Foreign keys in migrations point to the own schema, to the platform's, or to an earlier module's. */
export function checkMigrations(root: string): readonly Violation[] {
  const directory = path.join(root, 'migrations');
  return listSql(directory).flatMap((name) => {
    const text = readFileSync(path.join(directory, name), 'utf8').replace(/--.*$/gm, '');
    return statementsOf(text).flatMap(({ statement, line }) =>
      checkStatement(statement).map((finding) => ({ ...finding, path: `migrations/${name}`, line })),
    );
  });
}

function listSql(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.sql'));
  } catch {
    return [];
  }
}

function statementsOf(text: string): readonly { statement: string; line: number }[] {
  let line = 1;
  return text.split(';').map((piece) => {
    const blank = /^\s*/.exec(piece)?.[0] ?? '';
    const begin = line + blank.split('\n').length - 1;
    line += piece.split('\n').length - 1;
    return { statement: piece.slice(blank.length), line: begin };
  });
}

function checkStatement(statement: string): readonly Pick<Violation, 'rule' | 'message'>[] {
  const made = /^create\s+schema\s+(?:if\s+not\s+exists\s+)?"?(\w+)/i.exec(statement)?.[1];
  if (made !== undefined && !schemas.includes(made)) {
    return [{ rule: 'unknown-schema', message: `the schema ${made} belongs to no module of the list` }];
  }
  const owner = /^(?:create|alter)\s+table\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?"?(\w+)"?\./i.exec(
    statement,
  )?.[1];
  if (owner === undefined) return [];
  return [...statement.matchAll(/\breferences\s+"?(\w+)"?\./gi)]
    .map((match) => match[1] ?? '')
    .filter((target) => target !== owner && orderOf(target) >= orderOf(owner))
    .map((target) => ({
      rule: 'foreign-key' as const,
      message: `${owner} comes before ${target} and may not point to its tables`,
    }));
}
