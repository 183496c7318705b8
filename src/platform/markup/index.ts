// Owns how HTML is written: escaped unless it was written here; refuses promises, objects and ready-made strings.
import { html as taggedHtml } from 'hono/html';

/** A piece of HTML. It can only be made by `html`, which escapes everything that is put into it. */
export type Markup = Exclude<ReturnType<typeof taggedHtml>, Promise<unknown>>;

/** What may stand in a place of a template: text is escaped; false, null and undefined leave the place empty. */
export type MarkupValue = string | number | Markup | false | null | undefined | readonly MarkupValue[];

/**
 * Writes HTML: html`<p class="${name}">${text}</p>`. Attribute values stand in double quotes, always.
 * There is no way to put in a string unescaped: hono's `raw` is used nowhere.
 */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const made = taggedHtml(strings, ...values);
  if (made instanceof Promise) throw new TypeError('A template waits for nothing.');
  return made;
}

export const nothing: Markup = html``;
