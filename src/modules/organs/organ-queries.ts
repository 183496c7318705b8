// Owns the SQL by which organs, divisions and appeal bodies are read; all of it is public knowledge.
import { sql } from 'kysely';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import type { Text } from '#kernel/texts';
import type { AnyDb } from '#platform/database';
import { organsMessages } from './messages.ts';
import type { OrgansTables } from './organs-tables.gen.ts';

/** An administrative division: 6 digits for city, district and county, 9 for street and town. */
export interface Division {
  readonly code: string;
  readonly parentCode: string | null;
  readonly kind: string;
  readonly name: Text;
}

/** A public organisation in the tree. `verified` says whether its name was checked with a source. */
export interface Organ {
  readonly id: Id;
  readonly key: string;
  readonly parentId: Id | null;
  readonly kind: string;
  readonly name: Text;
  readonly divisionCode: string;
  readonly creditCode: string | null;
  readonly verified: boolean;
  /** 机关代字: its short form in the numbers of documents; null where the city has not told it. */
  readonly paperCode: string | null;
}

/** A role in an organ. */
export interface Post {
  readonly id: Id;
  readonly key: string;
  readonly organId: Id;
  readonly role: Role;
  readonly name: Text;
}

/** Where acts of an organ can be appealed; what is null the law doesn't give, or nobody knows here. */
export interface AppealBodies {
  readonly reconsiderationOrganName: Text | null;
  /** The second choice, or the other reading where the law's text leaves a doubt. */
  readonly alternativeOrganName: Text | null;
  readonly courtName: Text | null;
  /** Whether the law's text settles the bodies and their names were checked with a source. */
  readonly verified: boolean;
}

/** The district or county of a division: the first six digits, whether of a street or of the district itself. */
export function districtOf(divisionCode: string): string {
  return divisionCode.slice(0, 6);
}

function selectOrgans(db: AnyDb) {
  return db
    .withTables<OrgansTables>()
    .selectFrom('organs.organ')
    .select((row) => [
      'id',
      'key',
      'parentId',
      'kind',
      row.ref('name').$castTo<Text>().as('name'),
      'divisionCode',
      'creditCode',
      'verified',
      'paperCode',
    ]);
}

function noSuchOrgan(): AppError {
  return new AppError('not-found', 'no-such-organ', organsMessages.noSuchOrgan);
}

/** Throws AppError 'not-found' `no-such-organ`. */
export async function getOrgan(db: AnyDb, id: Id): Promise<Organ> {
  return selectOrgans(db).where('id', '=', id).executeTakeFirstOrThrow(noSuchOrgan);
}

/** The organ with this key, as `longhu-market-supervision`. */
export async function findOrganByKey(db: AnyDb, key: string): Promise<Organ | undefined> {
  return selectOrgans(db).where('key', '=', key).executeTakeFirst();
}

/** Organs in the order of their keys: all, or those with these ids, or those of one division. */
export async function listOrgans(
  db: AnyDb,
  which: { readonly ids?: readonly Id[]; readonly divisionCode?: string } = {},
): Promise<readonly Organ[]> {
  let organs = selectOrgans(db);
  if (which.ids !== undefined) organs = organs.where(sql<boolean>`id = any (${[...which.ids]}::uuid[])`);
  if (which.divisionCode !== undefined) organs = organs.where('divisionCode', '=', which.divisionCode);
  return organs.orderBy('key').execute();
}

/** The people's government to which an organ belongs, by the tree; undefined where none is above it. */
export async function findGovernmentOf(db: AnyDb, organId: Id): Promise<Organ | undefined> {
  let organ: Organ | undefined = await getOrgan(db, organId);
  // A tree of a few levels; the bound keeps a loop in bad data from going on for ever.
  for (let level = 0; level < 10 && organ !== undefined && organ.kind !== 'government'; level += 1)
    organ = organ.parentId === null ? undefined : await getOrgan(db, organ.parentId);
  return organ?.kind === 'government' ? organ : undefined;
}

function selectDivisions(db: AnyDb) {
  return db
    .withTables<OrgansTables>()
    .selectFrom('organs.division')
    .select((row) => ['code', 'parentCode', 'kind', row.ref('name').$castTo<Text>().as('name')]);
}

/** Every division in the order of the codes: the city, its districts, each followed by its streets and towns. */
export async function listDivisions(db: AnyDb): Promise<readonly Division[]> {
  return selectDivisions(db).orderBy('code').execute();
}

/** Throws AppError 'not-found' `no-such-division`. */
export async function getDivision(db: AnyDb, code: string): Promise<Division> {
  return selectDivisions(db)
    .where('code', '=', code)
    .executeTakeFirstOrThrow(
      () => new AppError('not-found', 'no-such-division', organsMessages.noSuchDivision),
    );
}

/**
 * Where the organ's acts can be appealed (行政复议法 第二十四条, 第二十七条; 行政诉讼法 第十四条, 第十五条, 第十八条).
 * Throws AppError 'not-found' `no-such-organ`. Blind spot: the High Court may have assigned administrative cases
 * across divisions (行政诉讼法 第十八条第二款); the data says so by `verified: false`.
 */
export async function findAppealBodies(db: AnyDb, organId: Id): Promise<AppealBodies> {
  const row = await db
    .withTables<OrgansTables>()
    .selectFrom('organs.organ as organ')
    .leftJoin('organs.organ as above', 'above.id', 'organ.reconsiderationOrganId')
    .leftJoin('organs.organ as other', 'other.id', 'organ.reconsiderationAlternativeId')
    .leftJoin('organs.court as court', 'court.key', 'organ.courtKey')
    .select((joined) => [
      joined.ref('above.name').$castTo<Text | null>().as('reconsiderationOrganName'),
      joined.ref('other.name').$castTo<Text | null>().as('alternativeOrganName'),
      joined.ref('court.name').$castTo<Text | null>().as('courtName'),
      'organ.reconsiderationVerified',
      'above.verified as aboveVerified',
      'court.verified as courtVerified',
    ])
    .where('organ.id', '=', organId)
    .executeTakeFirstOrThrow(noSuchOrgan);
  return {
    reconsiderationOrganName: row.reconsiderationOrganName,
    alternativeOrganName: row.alternativeOrganName,
    courtName: row.courtName,
    verified: row.reconsiderationVerified && row.aboveVerified === true && row.courtVerified === true,
  };
}

/** Posts in the order of their keys: all, or those of one organ. */
export async function listPosts(db: AnyDb, which: { readonly organId?: Id } = {}): Promise<readonly Post[]> {
  let posts = db
    .withTables<OrgansTables>()
    .selectFrom('organs.post')
    .select((row) => [
      'id',
      'key',
      'organId',
      row.ref('role').$castTo<Role>().as('role'),
      row.ref('name').$castTo<Text>().as('name'),
    ]);
  if (which.organId !== undefined) posts = posts.where('organId', '=', which.organId);
  return posts.orderBy('key').execute();
}
