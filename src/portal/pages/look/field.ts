// Owns what every field has: label, hint, error and the ids that tie them; refuses a field without a label.
import { inLocale, type Locale } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { pieceWords } from './messages.ts';

/** What a field says, in the reader's language. */
export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** The sentence that says what is wrong and how it is put right. */
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
}

/** The id that the error summary links to. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll('.', '-')}`;
}

/** The attributes that tie a control to its hint and its error, for those who hear the page. */
export function describedBy(field: FieldView): Markup {
  const id = fieldId(field.name);
  const ids = [
    ...(field.hint === undefined ? [] : [`${id}-hint`]),
    ...(field.error === undefined ? [] : [`${id}-error`]),
  ];
  return html`${ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`}${
    field.error !== undefined && html` aria-invalid="true"`
  }`;
}

export function renderHint(field: FieldView): Markup {
  if (field.hint === undefined) return nothing;
  return html`<p class="hint" id="${fieldId(field.name)}-hint">${field.hint}</p>`;
}

export function renderError(locale: Locale, field: FieldView): Markup {
  if (field.error === undefined) return nothing;
  return html`<p class="error" id="${fieldId(field.name)}-error"><span class="heard">${inLocale(
    pieceWords.error,
    locale,
  )}</span>${field.error}</p>`;
}

function renderOptional(locale: Locale, field: FieldView): string {
  return field.optional === true ? inLocale(pieceWords.optional, locale) : '';
}

/** One control with its label. */
export function renderField(locale: Locale, field: FieldView, control: Markup): Markup {
  return html`<div class="${fieldClass(field)}"><label for="${fieldId(field.name)}">${field.label}${renderOptional(
    locale,
    field,
  )}</label>${renderHint(field)}${renderError(locale, field)}${control}</div>`;
}

/** Several controls that answer one question. */
export function renderFieldGroup(locale: Locale, field: FieldView, controls: Markup): Markup {
  return html`<fieldset class="${fieldClass(field)}"${describedBy(field)}><legend>${field.label}${renderOptional(
    locale,
    field,
  )}</legend>${renderHint(field)}${renderError(locale, field)}${controls}</fieldset>`;
}

function fieldClass(field: FieldView): string {
  return field.error === undefined ? 'field' : 'field wrong';
}
