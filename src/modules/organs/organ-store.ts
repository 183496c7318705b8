// Owns the SQL that writes divisions, courts, organs and posts; refuses to delete: what was in force stays on record.
import { sql } from 'kysely';
import { type Id, newId } from '#kernel/ids';
import { type Role, roleNames } from '#kernel/roles';
import type { AnyDb, Db } from '#platform/database';
import {
  type CourtRecord,
  type DivisionRecord,
  type OrganRecord,
  type PostRecord,
  postKeyOf,
} from './organ-file.ts';
import type { OrgansTables } from './organs-tables.gen.ts';

/** Every statement below answers with the number of rows that it made or changed: none where nothing is new. */
const affected = (result: { readonly numAffectedRows?: bigint | undefined }): number =>
  Number(result.numAffectedRows ?? 0n);

export async function upsertDivisions(
  db: Db<OrgansTables>,
  divisions: readonly DivisionRecord[],
): Promise<number> {
  return affected(
    await sql`
    insert into organs.division as present (code, parent_code, kind, name, verified)
    select code, parent, kind, name, verified
    from jsonb_to_recordset(${JSON.stringify(divisions)}::jsonb)
      as record (code text, parent text, kind text, name jsonb, verified boolean)
    on conflict (code) do update set parent_code = excluded.parent_code, kind = excluded.kind,
      name = excluded.name, verified = excluded.verified
    where present.* is distinct from excluded.*`.execute(db),
  );
}

export async function upsertCourts(db: Db<OrgansTables>, courts: readonly CourtRecord[]): Promise<number> {
  return affected(
    await sql`
    insert into organs.court as present (key, division_code, level, name, verified, note)
    select key, "divisionCode", level, name, verified, note
    from jsonb_to_recordset(${JSON.stringify(courts)}::jsonb)
      as record (key text, "divisionCode" text, level text, name jsonb, verified boolean, note text)
    on conflict (key) do update set division_code = excluded.division_code, level = excluded.level,
      name = excluded.name, verified = excluded.verified, note = excluded.note
    where present.* is distinct from excluded.*`.execute(db),
  );
}

/** An organ keeps the id that it got when its key was first seen. */
export async function upsertOrgans(
  db: Db<OrgansTables>,
  organs: readonly OrganRecord[],
  now: Date,
): Promise<number> {
  const known = await db.selectFrom('organs.organ').select(['key', 'id']).execute();
  const ids = new Map(known.map((row) => [row.key, row.id]));
  for (const organ of organs) if (!ids.has(organ.key)) ids.set(organ.key, newId(now));
  const idOf = (key: string | null | undefined) => (key === null || key === undefined ? null : ids.get(key));
  const rows = organs.map((organ) => ({
    ...organ,
    id: ids.get(organ.key),
    parentId: idOf(organ.parent),
    lineSuperiorId: idOf(organ.lineSuperior),
    reconsiderationOrganId: idOf(organ.reconsiderationOrgan),
    reconsiderationAlternativeId: idOf(organ.reconsiderationAlternative),
    reconsiderationVerified: organ.reconsiderationVerified ?? false,
  }));
  // One statement: foreign keys within the table are checked when it ends, so the order of the file doesn't matter.
  return affected(
    await sql`
    insert into organs.organ as present (id, key, parent_id, kind, name, division_code, credit_code,
      line_superior_id, reconsideration_organ_id, reconsideration_alternative_id, reconsideration_basis,
      reconsideration_verified, reconsideration_note, court_key, valid_from, valid_to, verified, source, note,
      paper_code)
    select id, key, "parentId", kind, name, "divisionCode", uscc,
      "lineSuperiorId", "reconsiderationOrganId", "reconsiderationAlternativeId", "reconsiderationBasis",
      "reconsiderationVerified", "reconsiderationNote", court, "validFrom", "validTo", verified, source, note,
      "paperCode"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as record (id uuid, key text, "parentId" uuid,
      kind text, name jsonb, "divisionCode" text, uscc text, "lineSuperiorId" uuid,
      "reconsiderationOrganId" uuid, "reconsiderationAlternativeId" uuid, "reconsiderationBasis" text,
      "reconsiderationVerified" boolean, "reconsiderationNote" text, court text, "validFrom" date,
      "validTo" date, verified boolean, source text, note text, "paperCode" text)
    on conflict (key) do update set parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name,
      division_code = excluded.division_code, credit_code = excluded.credit_code,
      line_superior_id = excluded.line_superior_id, reconsideration_organ_id = excluded.reconsideration_organ_id,
      reconsideration_alternative_id = excluded.reconsideration_alternative_id,
      reconsideration_basis = excluded.reconsideration_basis,
      reconsideration_verified = excluded.reconsideration_verified,
      reconsideration_note = excluded.reconsideration_note, court_key = excluded.court_key,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, verified = excluded.verified,
      source = excluded.source, note = excluded.note, paper_code = excluded.paper_code
    where present.* is distinct from excluded.*`.execute(db),
  );
}

/** A post keeps the id that it got when its organ and role were first seen. */
export async function upsertPosts(
  db: Db<OrgansTables>,
  posts: readonly PostRecord[],
  now: Date,
): Promise<number> {
  const keys = posts.map((post) => postKeyOf(post.organ, post.role));
  const known = await db
    .selectFrom('organs.post')
    .select(['key', 'id'])
    .where(sql<boolean>`key = any (${keys}::text[])`)
    .execute();
  const ids = new Map(known.map((row) => [row.key, row.id]));
  const rows = posts.map((post) => {
    const key = postKeyOf(post.organ, post.role);
    return { ...post, key, id: ids.get(key) ?? newId(now) };
  });
  return affected(
    await sql`
    insert into organs.post as present (id, key, organ_id, role, name)
    select record.id, record.key, organ.id, record.role, record.name
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as record (id uuid, key text, organ text, role text, name jsonb)
    join organs.organ on organ.key = record.organ
    on conflict (key) do update set name = excluded.name
    where present.* is distinct from excluded.*`.execute(db),
  );
}

/** The organ's post of a role, made where it isn't there; for seeds and fixtures. Answers with its id. */
export async function ensurePost(
  db: AnyDb,
  organ: { readonly id: Id; readonly key: string },
  role: Role,
  now: Date,
): Promise<Id> {
  const tables = db.withTables<OrgansTables>();
  const name = roleNames[role];
  await upsertPosts(tables, [{ organ: organ.key, role, name: { ...name } }], now);
  const { id } = await tables
    .selectFrom('organs.post')
    .select('id')
    .where('key', '=', postKeyOf(organ.key, role))
    .executeTakeFirstOrThrow();
  return id;
}
