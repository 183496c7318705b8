// Owns fields that are typed into; refuses the browser's own checks: the server says what is wrong, in our words.
import { bracketed, type Locale } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { describedBy, type FieldView, fieldId, renderField } from './field.ts';

export interface TextFieldView extends FieldView {
  readonly value: string;
  readonly kind?: 'text' | 'tel' | 'number' | 'password' | 'search';
  readonly autocomplete?: string | undefined;
  /** What stands behind the field, as 平方米. */
  readonly unit?: string | undefined;
  readonly width?: 'short' | 'full';
}

export function renderTextField(locale: Locale, field: TextFieldView): Markup {
  const { kind = 'text', autocomplete, unit } = field;
  // Numbers are typed as text: a number field changes when a wheel turns over it, and drops what it can't read.
  const type = kind === 'number' ? 'text' : kind;
  const width = field.width ?? (kind === 'number' ? 'short' : 'full');
  const input = html`<input class="${width}" id="${fieldId(field.name)}" name="${field.name}" type="${type}" value="${field.value}"${
    kind === 'number' && html` inputmode="decimal"`
  }${autocomplete !== undefined && html` autocomplete="${autocomplete}"`}${describedBy(field)}>`;
  const control =
    unit === undefined
      ? input
      : html`<div class="with-unit">${input}<span aria-hidden="true">${unit}</span></div>`;
  const label = unit === undefined ? field.label : withUnit(field.label, unit, locale);
  return renderField(locale, { ...field, label }, control);
}

/** The unit is part of the label, so that it is heard; the one behind the field is for the eye. */
function withUnit(label: string, unit: string, locale: Locale): string {
  return bracketed(label, unit, locale);
}

export interface TextAreaView extends FieldView {
  readonly value: string;
  readonly rows?: number;
}

export function renderTextArea(locale: Locale, field: TextAreaView): Markup {
  // The line break after the tag is not part of the value; one that was typed first would else be lost.
  const area = html`<textarea id="${fieldId(field.name)}" name="${field.name}" rows="${field.rows ?? 5}"${describedBy(field)}>
${field.value}</textarea>`;
  return renderField(locale, field, area);
}
