// Owns the two languages in which people are spoken to; refuses texts that exist in only one of them.

/** The languages of the interface, Chinese first. Paths begin with one of them: `/zh/…`, `/en/…`. */
export const locales = ['zh', 'en'] as const;
export type Locale = (typeof locales)[number];

/** A text that people read, in both languages. Stored so in the database too (jsonb). */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What fills the `{name}` places of a text. */
export type TextParameters = Readonly<Record<string, string | number>>;

export function text(zh: string, en: string): Text {
  return { zh, en };
}

export function isLocale(value: unknown): value is Locale {
  return value === 'zh' || value === 'en';
}

/**
 * The text in the reader's language with its `{name}` places filled.
 * A place without a parameter stays visible as `{name}`, so that a missing one is seen in review.
 */
export function inLocale(message: Text, locale: Locale, parameters: TextParameters = {}): string {
  return message[locale].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return value === undefined ? place : String(value);
  });
}

/** Fills the places of both languages at once, for texts that are stored as they were said. */
export function fillText(message: Text, parameters: TextParameters): Text {
  return { zh: inLocale(message, 'zh', parameters), en: inLocale(message, 'en', parameters) };
}

/** One after another, in the marks of the reader's language: 甲、乙; A, B. */
export function listed(names: readonly (Text | string)[], locale: Locale): string {
  return names
    .map((name) => (typeof name === 'string' ? name : name[locale]))
    .join(locale === 'zh' ? '、' : ', ');
}

/** What something is called, and what it is: 名称：内容; name: content. */
export function labelled(name: string, content: string, locale: Locale): string {
  return `${name}${locale === 'zh' ? '：' : ': '}${content}`;
}

/** Words with more about them in brackets: 面积（平方米）; area (m²). */
export function bracketed(words: string, more: string, locale: Locale): string {
  return locale === 'zh' ? `${words}（${more}）` : `${words} (${more})`;
}
