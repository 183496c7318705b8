// Owns what services, life events and responsibilities share in their content: texts, keys, legal basis. Refuses to check a citation.
import Type, { type Static, type TSchema } from 'typebox';

export const textContent = Type.Object({ zh: Type.String(), en: Type.String() });
export const keys = Type.Array(Type.String());
export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** A place in a law, quoted; `key` is what the rest of the file points to. */
export const legalBasisContent = Type.Object({
  key: Type.String(),
  law: Type.String(),
  lawEn: Type.String(),
  rank: Type.Union([
    Type.Literal('law'),
    Type.Literal('regulation'),
    Type.Literal('rule'),
    Type.Literal('normative-document'),
  ]),
  versionDate: Type.Optional(Type.String()),
  article: Type.Optional(Type.String()),
  paragraph: Type.Optional(Type.String()),
  item: Type.Optional(Type.String()),
  verified: Type.Boolean(),
  quote: Type.String(),
});
export type LegalBasisContent = Static<typeof legalBasisContent>;
