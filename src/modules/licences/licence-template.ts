// Owns what a template says of a kind of licence: titles, order of what it states, numbers, renewal. Pure.
import Type, { type Static } from 'typebox';
import { licenceLabels } from './contract.ts';
import type { LicenceEntry } from './licence.ts';

const textContent = Type.Object({ zh: Type.String(), en: Type.String() });

/** data/<city>/licence-templates/<kind>.json. Files may hold more than is named here. */
export const licenceTemplateContent = Type.Object({
  kind: Type.String({ minLength: 1 }),
  version: Type.Integer({ minimum: 1 }),
  title: textContent,
  /** What it calls number, holder, organ and the days, where it differs from the usual words. */
  labels: Type.Object(Object.fromEntries(licenceLabels.map((label) => [label, Type.Optional(textContent)]))),
  /** What it states, in the order of printing; `label` in place of the form's own. */
  fields: Type.Array(Type.Object({ field: Type.String(), label: Type.Optional(textContent) })),
  number: Type.Object({ pattern: Type.String(), verified: Type.Boolean() }),
  renewal: Type.Object({
    /** How many days before expiry the application must come; 30 unless law says otherwise (行政许可法 第五十条第一款). */
    applyDaysBefore: Type.Integer({ minimum: 0, maximum: 366 }),
    verified: Type.Boolean(),
  }),
});
export type LicenceTemplate = Static<typeof licenceTemplateContent>;

/** 行政许可法 第五十条第一款, where no template says otherwise. */
export const applyDaysBeforeUsual = 30;

/**
 * The entries in the template's order under its labels; what it does not know comes after them, as it came: a licence
 * must not lose what was decided because its template is older than the form.
 */
export function arrangeEntries(
  entries: readonly LicenceEntry[],
  template: Pick<LicenceTemplate, 'fields'> | undefined,
): readonly LicenceEntry[] {
  if (template === undefined) return entries;
  const known = template.fields.flatMap(({ field, label }) =>
    entries
      .filter((entry) => entry.field === field)
      .map((entry) => ({ ...entry, label: label ?? entry.label })),
  );
  const fields = new Set(template.fields.map(({ field }) => field));
  return [...known, ...entries.filter(({ field }) => field === undefined || !fields.has(field))];
}
