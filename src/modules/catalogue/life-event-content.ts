// Owns the shape of a life event, as a file and as it is published; refuses to judge its decisions.
import Type, { type Static } from 'typebox';
import { keys, legalBasisContent, nullable, textContent } from './shared-content.ts';

/**
 * An answer that is offered. `bracket` makes it a range of numbers, above one and up to and including the other; the
 * decision tables then see a number and may say '<= 300'.
 */
const optionContent = Type.Object({
  value: Type.String(),
  label: textContent,
  hint: Type.Optional(textContent),
  bracket: Type.Optional(
    Type.Object({ above: Type.Optional(Type.Number()), upTo: Type.Optional(Type.Number()) }),
  ),
});

/** A question of the guided interview; either all of its options are brackets or none. */
const situationContent = Type.Object({
  key: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }),
  question: textContent,
  hint: Type.Optional(textContent),
  options: Type.Array(optionContent, { minItems: 2 }),
});

/** Words that a decision points to by key, with what they rest on. */
const reasonContent = Type.Object({
  zh: Type.String(),
  en: Type.String(),
  basis: keys,
  verified: Type.Boolean(),
});

/** A list of rules, as life events had before decision tables; drafts of such a version are still served. */
const ruleContent = Type.Object({
  when: Type.Record(Type.String(), Type.String()),
  services: keys,
  notNeeded: Type.Optional(keys),
  mayAlso: Type.Optional(keys),
  duties: Type.Optional(Type.Array(Type.Object({ text: textContent, basis: keys }))),
  because: textContent,
});
export type LifeEventRule = Static<typeof ruleContent>;

const lifeEventShape = {
  kind: Type.Optional(Type.Literal('life-event')),
  key: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  title: textContent,
  summary: textContent,
  audiences: keys,
  search: Type.Object({ zh: Type.Array(Type.String()), en: Type.Array(Type.String()) }),
  form: Type.String(),
  /** The field of the form that names the matter in lists, as the name of the shop. */
  subjectField: Type.Optional(Type.String()),
  /** The field of the form that says in which division the organs are sought. */
  divisionFrom: Type.String(),
  situations: Type.Array(situationContent),
  order: Type.Array(
    Type.Object({
      service: Type.String(),
      waitsFor: nullable(Type.String()),
      because: textContent,
      basis: keys,
    }),
  ),
  /** What the form's answers owe to the situations chosen before. */
  consistency: Type.Array(
    Type.Object({
      when: Type.Record(Type.String(), Type.String()),
      field: Type.String(),
      minimum: Type.Optional(Type.Number()),
      maximum: Type.Optional(Type.Number()),
      error: textContent,
    }),
  ),
  legalBasis: Type.Array(legalBasisContent),
};

/**
 * data/<city>/life-events/<key>.json, with <key>.dmn beside it. The decisions of the DMN file are, by id:
 * - each key of `services`: a table over the situations with the outputs `outcome` ('needed', 'may-also', 'not-needed')
 *   and `reason`, a key of `reasons`;
 * - each key of `duties`: a table over the situations with the one output `applies` (boolean);
 * - any other: a decision that these require.
 * An example holds for every combination of situations that agrees with its `when`, so that it may name only some.
 */
export const lifeEventFile = Type.Object({
  ...lifeEventShape,
  services: Type.Array(Type.String(), { minItems: 1 }),
  reasons: Type.Record(Type.String(), reasonContent),
  duties: Type.Optional(Type.Record(Type.String(), reasonContent)),
  examples: Type.Array(
    Type.Object({
      when: Type.Record(Type.String(), Type.String()),
      services: keys,
      mayAlso: Type.Optional(keys),
      duties: Type.Optional(keys),
    }),
    { minItems: 1 },
  ),
});
export type LifeEventFile = Static<typeof lifeEventFile>;

/**
 * A life event (一件事) of one version, as it is published: its file with the decisions of its DMN file in `decisions`
 * (a DecisionModel of #engines/dmn, which reads it again). Versions from before decision tables have `rules` instead.
 */
const lifeEventContent = Type.Object({
  ...lifeEventShape,
  services: Type.Optional(Type.Array(Type.String())),
  reasons: Type.Optional(Type.Record(Type.String(), reasonContent)),
  duties: Type.Optional(Type.Record(Type.String(), reasonContent)),
  decisions: Type.Optional(Type.Unknown()),
  rules: Type.Optional(Type.Array(ruleContent)),
});
export type LifeEventContent = Static<typeof lifeEventContent>;
