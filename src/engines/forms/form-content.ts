// Owns the shape of a published form; refuses one whose parts contradict each other, before anybody fills it in.
import Type, { type Static } from 'typebox';
import { Check, Errors } from 'typebox/value';
import type { Text } from '#kernel/texts';

const textShape = Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) });

const optionShape = Type.Object({
  value: Type.Union([Type.String({ minLength: 1 }), Type.Boolean()]),
  label: textShape,
  hint: Type.Optional(textShape),
});

const fieldShape = Type.Object({
  control: Type.Union([
    Type.Literal('text'),
    Type.Literal('textarea'),
    Type.Literal('number'),
    Type.Literal('tel'),
    Type.Literal('date'),
    Type.Literal('radio'),
    Type.Literal('checkbox'),
    Type.Literal('select'),
  ]),
  label: textShape,
  hint: Type.Optional(textShape),
  /** A token of HTML's autocomplete attribute. */
  autocomplete: Type.Optional(Type.String()),
  /** What stands behind a number, as 平方米. */
  unit: Type.Optional(textShape),
  optional: Type.Optional(Type.Boolean()),
  /** Stored encrypted, and shown shortened to others than the applicant. */
  sensitive: Type.Optional(Type.Boolean()),
  options: Type.Optional(Type.Array(optionShape, { minItems: 1 })),
  /** The options are the divisions of the schema's enum; their names come from the division register. */
  optionsFrom: Type.Optional(Type.Literal('divisions')),
  groupBy: Type.Optional(Type.Literal('district')),
  /** One sentence for each keyword of the schema that can fail. */
  errors: Type.Record(Type.String(), textShape),
});

const formShape = Type.Object({
  key: Type.String({ minLength: 1 }),
  version: Type.Integer({ minimum: 1 }),
  title: textShape,
  /** JSON Schema 2020-12 of all answers. */
  schema: Type.Object({
    type: Type.Literal('object'),
    required: Type.Array(Type.String()),
    properties: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
  }),
  fields: Type.Record(Type.String(), fieldShape),
  /** In the order in which they are asked; one topic a page. */
  pages: Type.Array(
    Type.Object({
      key: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
      title: textShape,
      fields: Type.Array(Type.String(), { minItems: 1 }),
    }),
    { minItems: 1 },
  ),
});

/** A form: JSON Schema 2020-12 says what is valid, fields say what people read, pages in which order it is asked. */
export type FormContent = Static<typeof formShape>;
export type FormField = Static<typeof fieldShape>;
export type FormPage = FormContent['pages'][number];

/** Keywords that fail only if a program, not a person, made the answer: the reader already gives these types. */
const typesThatReadersGuarantee = ['string', 'array'];
/** Keywords that say nothing about validity. */
const silentKeywords = ['items', 'title', 'description', '$comment'];

/**
 * Reads the content of a form as the catalogue stores it.
 * @throws RangeError naming every contradiction: a field without a page, an option that the schema refuses, a
 * keyword of the schema without a sentence.
 */
export function readFormContent(value: unknown): FormContent {
  if (!Check(formShape, value)) {
    const faults = Errors(formShape, value).map((error) => `${error.instancePath}: ${error.message}`);
    throw new RangeError(`Not the content of a form: ${faults.join('; ')}`);
  }
  const faults = [
    ...listPageFaults(value),
    ...Object.keys(value.fields).flatMap((key) => listFieldFaults(value, key)),
  ];
  if (faults.length > 0)
    throw new RangeError(`The form ${value.key} contradicts itself: ${faults.join('; ')}`);
  return value;
}

function listPageFaults(content: FormContent): readonly string[] {
  const asked = content.pages.flatMap((page) => page.fields);
  const known = Object.keys(content.fields);
  const properties = Object.keys(content.schema.properties);
  const pageKeys = content.pages.map((page) => page.key);
  return [
    ...asked.filter((key) => !known.includes(key)).map((key) => `page asks for unknown field ${key}`),
    ...asked.filter((key, index) => asked.indexOf(key) !== index).map((key) => `field ${key} is asked twice`),
    ...known.filter((key) => !asked.includes(key)).map((key) => `field ${key} is on no page`),
    ...known.filter((key) => !properties.includes(key)).map((key) => `schema lacks field ${key}`),
    ...properties.filter((key) => !known.includes(key)).map((key) => `schema has ${key}, which is no field`),
    ...pageKeys.filter((key, index) => pageKeys.indexOf(key) !== index).map((key) => `two pages ${key}`),
  ];
}

function listFieldFaults(content: FormContent, key: string): readonly string[] {
  const field = content.fields[key];
  const schema = content.schema.properties[key];
  if (field === undefined || schema === undefined) return [];
  return [
    ...listSentenceFaults(content, key, field, schema),
    ...listOptionFaults(key, field, schema),
    ...(controlFits(field.control, schema)
      ? []
      : [`${key}: the schema does not fit control ${field.control}`]),
  ];
}

type PropertySchema = FormContent['schema']['properties'][string];

function listSentenceFaults(
  content: FormContent,
  key: string,
  field: FormField,
  schema: PropertySchema,
): readonly string[] {
  const guaranteed = typesThatReadersGuarantee.includes(String(schema['type']));
  const keywords = Object.keys(schema).filter(
    (keyword) => !silentKeywords.includes(keyword) && !(keyword === 'type' && guaranteed),
  );
  if (content.schema.required.includes(key)) keywords.push('required');
  if (content.schema.required.includes(key) === (field.optional === true)) {
    return [`${key}: required by the schema and optional for the reader, or neither`];
  }
  return keywords
    .filter((keyword) => !Object.hasOwn(field.errors, keyword))
    .map((keyword) => `${key}: no sentence for ${keyword}`);
}

/** The values that the schema allows for one choice: of the field, or of the items of an array. */
export function allowedValues(schema: Readonly<Record<string, unknown>>): readonly (string | boolean)[] {
  if (schema['type'] === 'boolean') return [true, false];
  const items = schema['items'];
  const holder = isRecord(items) ? items : schema;
  const listed: unknown = holder['enum'];
  return Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function listOptionFaults(key: string, field: FormField, schema: PropertySchema): readonly string[] {
  if (!['radio', 'checkbox', 'select'].includes(field.control)) return [];
  const allowed = allowedValues(schema);
  if (allowed.length === 0) return [`${key}: the schema lists no values`];
  if (field.optionsFrom !== undefined) return [];
  const offered = (field.options ?? []).map((option) => option.value);
  const differ = allowed.length !== offered.length || allowed.some((value) => !offered.includes(value));
  return differ ? [`${key}: the options are not the values of the schema`] : [];
}

function controlFits(control: FormField['control'], schema: PropertySchema): boolean {
  const type = schema['type'];
  switch (control) {
    case 'number':
      return type === 'number' || type === 'integer';
    case 'checkbox':
      return type === 'array';
    case 'radio':
      return type === 'string' || type === 'boolean';
    case 'date':
      return type === 'string' && schema['format'] === 'date';
    case 'text':
    case 'textarea':
    case 'tel':
    case 'select':
      return type === 'string';
  }
}

/** @throws RangeError for a page that the form does not have. */
export function getPage(content: FormContent, pageKey: string): FormPage {
  const page = content.pages.find((one) => one.key === pageKey);
  if (page === undefined) throw new RangeError(`The form ${content.key} has no page ${pageKey}`);
  return page;
}

/** @throws RangeError for a field that the form does not have. */
export function getField(content: FormContent, fieldKey: string): FormField {
  const field = Object.hasOwn(content.fields, fieldKey) ? content.fields[fieldKey] : undefined;
  if (field === undefined) throw new RangeError(`The form ${content.key} has no field ${fieldKey}`);
  return field;
}

/** A text that is the same in both languages, as what a person typed. */
export function sameText(value: string): Text {
  return { zh: value, en: value };
}
