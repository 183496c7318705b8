// Owns how the fields of a published form are drawn; refuses to know any form.
import {
  type Answers,
  type AnswerValue,
  type FindDivision,
  type FormContent,
  type FormField,
  listChoices,
} from '#engines/forms';
import type { FieldError } from '#kernel/errors';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { renderChoiceField, renderSelectField } from './choice-field.ts';
import { renderDateField } from './date-field.ts';
import { renderTextArea, renderTextField } from './text-field.ts';

export interface FormFieldsView {
  readonly content: FormContent;
  readonly pageKey: string;
  /** As saved, or as they were sent if they were refused. */
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
  readonly findDivision: FindDivision;
  /** The fields that some service needs; the others are not asked (行政许可法 第三十一条). Undefined for all. */
  readonly neededFields?: readonly string[] | undefined;
}

/** The fields of one page, with what was answered and what is wrong with it. */
export function renderFormFields(locale: Locale, view: FormFieldsView): Markup {
  const page = view.content.pages.find((one) => one.key === view.pageKey);
  return html`${(page?.fields ?? []).map((key) => {
    if (view.neededFields?.includes(key) === false) return nothing;
    const field = view.content.fields[key];
    return field !== undefined && renderFormField(locale, view, key, field);
  })}`;
}

function renderFormField(locale: Locale, view: FormFieldsView, name: string, field: FormField): Markup {
  const say = (words: Text | undefined) => (words === undefined ? undefined : inLocale(words, locale));
  const error = view.errors.find((one) => one.field === name)?.text;
  const common = {
    name,
    label: inLocale(field.label, locale),
    hint: say(field.hint),
    error: say(error),
    optional: field.optional,
  };
  const value = view.answers[name];
  const groups = () =>
    listChoices(view.content, name, view.findDivision).map(({ heading, choices }) => ({
      heading: say(heading),
      choices: choices.map((choice) => ({
        value: choice.value,
        label: inLocale(choice.label, locale),
        hint: say(choice.hint),
      })),
    }));
  switch (field.control) {
    case 'radio':
    case 'checkbox':
      return renderChoiceField(locale, {
        ...common,
        kind: field.control,
        choices: groups().flatMap((group) => group.choices),
        chosen: asList(value),
      });
    case 'select':
      return renderSelectField(locale, { ...common, groups: groups(), chosen: asText(value) });
    case 'date':
      return renderDateField(locale, { ...common, value: asText(value) });
    case 'textarea':
      return renderTextArea(locale, { ...common, value: asText(value) });
    case 'text':
    case 'number':
    case 'tel':
      return renderTextField(locale, {
        ...common,
        kind: field.control,
        value: asText(value),
        autocomplete: field.autocomplete,
        unit: say(field.unit),
      });
  }
}

function asText(value: AnswerValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? (value[0] ?? '') : String(value);
}

function asList(value: AnswerValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}
