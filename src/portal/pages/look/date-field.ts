// Owns dates as three numbers: year, month, day; refuses the browser's calendar, which speaks the browser's language.
import { datePartsOf, splitDate } from '#engines/forms';
import { inLocale, type Locale } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { type FieldView, fieldId, renderFieldGroup } from './field.ts';
import { pieceWords } from './messages.ts';

export interface DateFieldView extends FieldView {
  /** 'YYYY-MM-DD', or what was typed joined by hyphens; empty for none. */
  readonly value: string;
}

export function renderDateField(locale: Locale, field: DateFieldView): Markup {
  const names = datePartsOf(field.name);
  const values = splitDate(field.value);
  // Chinese writes the year first and the unit behind; English the day first and the name above.
  const order = locale === 'zh' ? (['year', 'month', 'day'] as const) : (['day', 'month', 'year'] as const);
  const parts = order.map((part, index) => {
    // The error summary leads to the first part.
    const id = index === 0 ? fieldId(field.name) : fieldId(names[part]);
    const label = html`<label for="${id}">${inLocale(pieceWords[part], locale)}</label>`;
    const input = html`<input id="${id}" name="${names[part]}" value="${values[part]}" inputmode="numeric" class="${part}"${
      field.error !== undefined && html` aria-invalid="true"`
    }>`;
    return html`<div>${locale === 'zh' ? html`${input}${label}` : html`${label}${input}`}</div>`;
  });
  return renderFieldGroup(locale, field, html`<div class="date ${locale}">${parts}</div>`);
}
