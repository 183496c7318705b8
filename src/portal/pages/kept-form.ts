// Owns how a form that came after its session ended is carried through signing in; refuses fields of its own making.
import type { FormFields } from '#platform/http';
import { html, type Markup } from '#platform/markup';

/** A form that was not taken: where it was sent, and what it held. */
export interface CarriedForm {
  readonly address: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** The field with the address; the others are named `kept.` and their own name. */
const addressField = 'keptFor';
const prefix = 'kept.';

/** What a form held, without the token of the session that has ended. */
export function carriedFormOf(address: string, sent: FormFields): CarriedForm {
  return { address, fields: listFields(sent).filter(([name]) => name !== 'formToken') };
}

/** The form that a sign-in page carried; undefined where it carried none. The address still has to be checked. */
export function findCarriedForm(sent: FormFields): CarriedForm | undefined {
  const address = sent.get(addressField)?.[0];
  if (address === undefined) return undefined;
  const fields = listFields(sent).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
  );
  return { address, fields };
}

function listFields(sent: FormFields): readonly (readonly [string, string])[] {
  return [...sent].flatMap(([name, values]) => values.map((value) => [name, value] as const));
}

/** The hidden fields by which a sign-in page carries the form on. */
export function renderCarriedForm({ address, fields }: CarriedForm): Markup {
  return html`<input type="hidden" name="${addressField}" value="${address}">${renderHiddenFields(
    fields.map(([name, value]) => [prefix + name, value]),
  )}`;
}

/** The fields as they were, to be sent again. */
export function renderHiddenFields(fields: CarriedForm['fields']): Markup {
  return html`${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}
