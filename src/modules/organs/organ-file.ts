// Owns the shape of the city's files of divisions, organs and posts; refuses records that contradict each other.
import Type, { type Static } from 'typebox';
import { isCreditCode } from '#kernel/identity-numbers';
import { roles } from '#kernel/roles';
import { fillText, type Text, text } from '#kernel/texts';
import { dataFileFault } from '#platform/data-files';
import { organsFileProblems } from './messages.ts';

const key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80 });
const divisionCode = Type.String({ pattern: '^[0-9]{6}([0-9]{3})?$' });
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const sentence = Type.String({ minLength: 1, maxLength: 2_000 });
const name = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 200 }), en: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const head = {
  about: Type.Union([sentence, Type.Array(sentence)]),
  checkedOn: day,
  sources: Type.Optional(Type.Record(Type.String(), sentence)),
};
const verification = {
  verified: Type.Boolean(),
  source: Type.Optional(Type.String()),
  note: Type.Optional(sentence),
};

const divisionRecord = Type.Object(
  {
    code: divisionCode,
    parent: nullable(divisionCode),
    kind: Type.Enum(['city', 'district', 'county', 'street', 'town']),
    name,
    ...verification,
  },
  { additionalProperties: false },
);
export type DivisionRecord = Static<typeof divisionRecord>;

export const divisionsFile = Type.Object(
  { ...head, divisions: Type.Array(divisionRecord, { minItems: 1 }) },
  { additionalProperties: false },
);

const courtRecord = Type.Object(
  { key, divisionCode, level: Type.Enum(['basic', 'intermediate']), name, ...verification },
  { additionalProperties: false },
);
export type CourtRecord = Static<typeof courtRecord>;

const organRecord = Type.Object(
  {
    key,
    kind: key,
    /** Where it stands in the tree that people browse; not always who leads it. */
    parent: nullable(key),
    lineSuperior: Type.Optional(key),
    divisionCode,
    name,
    /** 机关代字: the organ in the numbers of its documents, as 汕龙市监; left out where it is not known. */
    paperCode: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
    uscc: nullable(Type.String({ pattern: '^[0-9A-Z]{18}$' })),
    validFrom: nullable(day),
    validTo: Type.Optional(nullable(day)),
    reconsiderationOrgan: nullable(key),
    reconsiderationAlternative: Type.Optional(key),
    reconsiderationBasis: Type.Optional(sentence),
    reconsiderationVerified: Type.Optional(Type.Boolean()),
    reconsiderationNote: Type.Optional(sentence),
    court: nullable(key),
    ...verification,
  },
  { additionalProperties: false },
);
export type OrganRecord = Static<typeof organRecord>;

export const organsFile = Type.Object(
  {
    ...head,
    kinds: Type.Record(Type.String(), Type.String()),
    courts: Type.Array(courtRecord),
    organs: Type.Array(organRecord, { minItems: 1 }),
  },
  { additionalProperties: false },
);

const postRecord = Type.Object(
  { organ: key, role: Type.Enum([...roles]), name },
  { additionalProperties: false },
);
export type PostRecord = Static<typeof postRecord>;

/** The posts that are filled on the platform; who holds them is identity's. */
export const postsFile = Type.Object(
  { ...head, posts: Type.Array(postRecord) },
  { additionalProperties: false },
);

/** A post's key: the organ's key and the role. One organ has one post of a role, held by any number of officers. */
export function postKeyOf(organKey: string, role: string): string {
  return `${organKey}/${role}`;
}

const named = (value: string): Text => text(value, value);

function refuseRepetition(file: string, names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const one of names) {
    if (seen.has(one)) throw dataFileFault(file, named(one), organsFileProblems.twice);
    seen.add(one);
  }
  return seen;
}

function refuseUnknown(
  file: string,
  place: string,
  member: string,
  value: string | null | undefined,
  known: ReadonlySet<string>,
): void {
  if (value === null || value === undefined || known.has(value)) return;
  throw dataFileFault(file, named(place), fillText(organsFileProblems.unknown, { member, value }));
}

/** Whether every division lies within its parent: a district's code in the city's, a street's in the district's. */
export function checkDivisions(file: string, divisions: readonly DivisionRecord[]): void {
  const codes = refuseRepetition(
    file,
    divisions.map((one) => one.code),
  );
  for (const { code, parent } of divisions) {
    refuseUnknown(file, code, 'parent', parent, codes);
    if (parent === null) continue;
    // A prefecture's code ends in 00: only its first four digits are its divisions' too (GB/T 2260).
    const prefix = parent.endsWith('00') ? parent.slice(0, 4) : parent;
    if (code === parent || !code.startsWith(prefix)) {
      throw dataFileFault(file, named(code), fillText(organsFileProblems.notWithin, { parent }));
    }
  }
}

/** Whether everything that courts and organs name is there, and the tree is a tree. */
export function checkOrgans(
  file: string,
  content: Static<typeof organsFile>,
  divisionCodes: ReadonlySet<string>,
): void {
  const courts = refuseRepetition(
    file,
    content.courts.map((one) => one.key),
  );
  for (const court of content.courts) {
    refuseUnknown(file, court.key, 'divisionCode', court.divisionCode, divisionCodes);
  }
  const keys = refuseRepetition(
    file,
    content.organs.map((one) => one.key),
  );
  const kinds = new Set(Object.keys(content.kinds));
  for (const organ of content.organs) {
    refuseUnknown(file, organ.key, 'kind', organ.kind, kinds);
    refuseUnknown(file, organ.key, 'divisionCode', organ.divisionCode, divisionCodes);
    refuseUnknown(file, organ.key, 'court', organ.court, courts);
    for (const member of [
      'parent',
      'lineSuperior',
      'reconsiderationOrgan',
      'reconsiderationAlternative',
    ] as const) {
      refuseUnknown(file, organ.key, member, organ[member], keys);
    }
    if (organ.uscc !== null && !isCreditCode(organ.uscc)) {
      throw dataFileFault(file, named(organ.key), organsFileProblems.creditCode);
    }
  }
  refuseCircles(file, content.organs);
}

function refuseCircles(file: string, organs: readonly OrganRecord[]): void {
  const parents = new Map(organs.map((one) => [one.key, one.parent]));
  for (const { key: start } of organs) {
    let steps = 0;
    for (let above = parents.get(start) ?? null; above !== null; above = parents.get(above) ?? null) {
      steps += 1;
      if (above === start || steps > organs.length) {
        throw dataFileFault(file, named(start), organsFileProblems.ownAncestor);
      }
    }
  }
}

/** Whether every post is in an organ that is there, and listed once. */
export function checkPosts(file: string, posts: readonly PostRecord[], organKeys: ReadonlySet<string>): void {
  refuseRepetition(
    file,
    posts.map((one) => postKeyOf(one.organ, one.role)),
  );
  for (const post of posts) {
    refuseUnknown(file, postKeyOf(post.organ, post.role), 'organ', post.organ, organKeys);
  }
}
