// Owns fields that are chosen from: radio buttons, checkboxes, lists; refuses a choice that is made for the reader.
import { inLocale, type Locale } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { describedBy, type FieldView, fieldId, renderField, renderFieldGroup } from './field.ts';
import { pieceWords } from './messages.ts';

interface ChoiceView {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

export interface ChoiceFieldView extends FieldView {
  readonly kind: 'radio' | 'checkbox';
  readonly choices: readonly ChoiceView[];
  readonly chosen: readonly string[];
}

export function renderChoiceField(locale: Locale, field: ChoiceFieldView): Markup {
  const choices = field.choices.map((choice, index) => {
    // The error summary leads to the first choice.
    const id = index === 0 ? fieldId(field.name) : `${fieldId(field.name)}-${index + 1}`;
    return renderChoice(field.kind, id, field.name, choice, field.chosen.includes(choice.value));
  });
  return renderFieldGroup(locale, field, html`<div class="choices">${choices}</div>`);
}

function renderChoice(
  kind: 'radio' | 'checkbox',
  id: string,
  name: string,
  choice: ChoiceView,
  isChosen: boolean,
): Markup {
  const hintId = `${id}-hint-of-choice`;
  return html`<div class="choice"><input type="${kind}" id="${id}" name="${name}" value="${choice.value}"${isChosen && html` checked`}${
    choice.hint !== undefined && html` aria-describedby="${hintId}"`
  }><label for="${id}">${choice.label}</label>${
    choice.hint !== undefined && html`<p class="hint" id="${hintId}">${choice.hint}</p>`
  }</div>`;
}

/** One box to tick, as a declaration. */
export function renderSingleCheckbox(
  locale: Locale,
  field: FieldView & { readonly value: string; readonly checked: boolean },
): Markup {
  const id = fieldId(field.name);
  return html`<div class="${field.error === undefined ? 'field' : 'field wrong'}">${
    field.error !== undefined &&
    html`<p class="error" id="${id}-error"><span class="heard">${inLocale(pieceWords.error, locale)}</span>${field.error}</p>`
  }<div class="choice"><input type="checkbox" id="${id}" name="${field.name}" value="${field.value}"${
    field.checked && html` checked`
  }${describedBy(field)}><label for="${id}">${field.label}</label>${
    field.hint !== undefined && html`<p class="hint" id="${id}-hint">${field.hint}</p>`
  }</div></div>`;
}

interface SelectGroupView {
  /** Without a heading the choices stand outside any group. */
  readonly heading?: string | undefined;
  readonly choices: readonly ChoiceView[];
}

export interface SelectFieldView extends FieldView {
  readonly groups: readonly SelectGroupView[];
  readonly chosen: string;
}

export function renderSelectField(locale: Locale, field: SelectFieldView): Markup {
  const renderOptions = ({ choices }: SelectGroupView) =>
    choices.map(
      ({ value, label }) =>
        html`<option value="${value}"${value === field.chosen && html` selected`}>${label}</option>`,
    );
  const select = html`<select id="${fieldId(field.name)}" name="${field.name}"${describedBy(field)}><option value="">${inLocale(
    pieceWords.choose,
    locale,
  )}</option>${field.groups.map((group) =>
    group.heading === undefined
      ? renderOptions(group)
      : html`<optgroup label="${group.heading}">${renderOptions(group)}</optgroup>`,
  )}</select>`;
  return renderField(locale, field, select);
}
