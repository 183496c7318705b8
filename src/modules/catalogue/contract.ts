// Owns the shape of what the catalogue publishes; refuses to know how it is stored. Files may hold more than is named here.
import Type, { type Static, type TSchema } from 'typebox';

const textContent = Type.Object({ zh: Type.String(), en: Type.String() });
const keys = Type.Array(Type.String());
const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

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

const limitContent = Type.Object({
  count: Type.Integer({ minimum: 0 }),
  unit: Type.Union([Type.Literal('working-day'), Type.Literal('calendar-day'), Type.Literal('month')]),
  basis: keys,
});

/** What is asked of whom: `applicant` attaches it; the other sources are why the applicant need not bring it. */
const evidenceContent = Type.Object({
  key: Type.String(),
  name: textContent,
  hint: Type.Optional(textContent),
  required: Type.Boolean(),
  source: Type.Union([
    Type.Literal('applicant'),
    Type.Literal('shared-data'),
    Type.Literal('earlier-result'),
    Type.Literal('form'),
  ]),
  exemptBecause: Type.Optional(textContent),
  basis: keys,
  verified: Type.Boolean(),
});
export type EvidenceRequirement = Static<typeof evidenceContent>;

/** A service (事项) of one version. */
export const serviceContent = Type.Object({
  key: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  name: textContent,
  summary: textContent,
  kind: Type.String(),
  exerciseLevel: Type.Object({ level: Type.String() }),
  limits: Type.Object({
    statutory: Type.Object({
      own: Type.Boolean(),
      onTheSpot: Type.Boolean(),
      count: Type.Integer({ minimum: 0 }),
      unit: Type.Union([Type.Literal('working-day'), Type.Literal('calendar-day'), Type.Literal('month')]),
      startsOn: Type.Union([Type.Literal('receipt'), Type.Literal('acceptance')]),
      basis: keys,
      extension: Type.Optional(
        Type.Object({ count: Type.Integer({ minimum: 1 }), approver: Type.String(), basis: keys }),
      ),
      verified: Type.Boolean(),
    }),
    stages: Type.Optional(
      Type.Array(Type.Intersect([limitContent, Type.Object({ step: Type.String(), name: textContent })])),
    ),
    promised: nullable(
      Type.Object({ count: Type.Integer({ minimum: 0 }), unit: Type.String(), basis: keys }),
    ),
  }),
  evidence: Type.Array(evidenceContent),
  fees: Type.Object({ charged: Type.Boolean(), basis: keys, verified: Type.Boolean() }),
  visits: Type.Object({ applicantVisits: Type.Integer({ minimum: 0 }) }),
  result: Type.Object({
    kind: Type.String(),
    name: textContent,
    validityYears: nullable(Type.Integer({ minimum: 1 })),
    verified: Type.Boolean(),
  }),
  process: Type.String(),
  establishedBy: keys,
  dataFields: Type.Array(Type.Object({ field: Type.String(), why: textContent })),
  faq: Type.Array(Type.Object({ question: textContent, answer: textContent })),
  legalBasis: Type.Array(legalBasisContent),
});
export type ServiceContent = Static<typeof serviceContent>;

const optionContent = Type.Object({
  value: Type.String(),
  label: textContent,
  hint: Type.Optional(textContent),
});

/** A question of the guided interview. */
const situationContent = Type.Object({
  key: Type.String(),
  question: textContent,
  hint: Type.Optional(textContent),
  options: Type.Array(optionContent, { minItems: 2 }),
});

/** A life event (一件事) of one version. `when` of a rule lists the answers that it needs; an empty one always holds. */
export const lifeEventContent = Type.Object({
  key: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  title: textContent,
  summary: textContent,
  audiences: keys,
  search: Type.Object({ zh: Type.Array(Type.String()), en: Type.Array(Type.String()) }),
  form: Type.String(),
  divisionFrom: Type.String(),
  situations: Type.Array(situationContent),
  hitPolicy: Type.Literal('collect'),
  rules: Type.Array(
    Type.Object({
      key: Type.String(),
      when: Type.Record(Type.String(), Type.String()),
      services: keys,
      notNeeded: Type.Optional(keys),
      mayAlso: Type.Optional(keys),
      duties: Type.Optional(Type.Array(Type.Object({ text: textContent, basis: keys }))),
      because: textContent,
      basis: keys,
      verified: Type.Boolean(),
    }),
  ),
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
  examples: Type.Array(Type.Object({ when: Type.Record(Type.String(), Type.String()), services: keys })),
  legalBasis: Type.Array(legalBasisContent),
});
export type LifeEventContent = Static<typeof lifeEventContent>;

/** data/<city>/responsibilities.json. */
export const responsibilitiesContent = Type.Object({
  responsibilities: Type.Array(
    Type.Object({
      service: Type.String(),
      divisionCode: Type.String(),
      exerciseLevel: Type.String(),
      organ: Type.String(),
      basis: keys,
      validFrom: Type.String(),
      validTo: nullable(Type.String()),
    }),
  ),
  delegations: Type.Array(
    Type.Object({
      service: Type.String(),
      divisionCode: Type.String(),
      delegatingOrgan: Type.String(),
      delegate: Type.String(),
      basis: keys,
      validFrom: Type.String(),
      validTo: nullable(Type.String()),
    }),
  ),
  legalBasis: Type.Array(legalBasisContent),
});
