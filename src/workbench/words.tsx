// Owns which language the workbench speaks: the one of the path; refuses a language of its own.
import { createContext, type ReactNode, useCallback, useContext, useEffect } from 'react';
import { inLocale, isLocale, type Locale, type Text, type TextParameters } from '#kernel/texts';

const LocaleContext = createContext<Locale>('zh');

export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en-GB';
  }, [locale]);
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** Says a text in the reader's language. */
export type Say = (message: Text, parameters?: TextParameters) => string;

export function useWords(): Say {
  const locale = useLocale();
  return useCallback((message, parameters) => inLocale(message, locale, parameters), [locale]);
}

/** The language that the address names, for code outside the page's tree. */
export function localeOfPath(path: string): Locale {
  const first = path.split('/')[1];
  return isLocale(first) ? first : 'zh';
}

/** The same page in the other language. */
export function inOtherLanguage(path: string): string {
  const [, , ...rest] = path.split('/');
  return ['', localeOfPath(path) === 'zh' ? 'en' : 'zh', ...rest].join('/');
}
