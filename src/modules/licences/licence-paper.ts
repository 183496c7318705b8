// Owns the licence as a PDF; refuses to look valid while no electronic seal is connected.
import { formatDay } from '#kernel/dates';
import { inLocale, type Locale } from '#kernel/texts';
import { type Paper, renderPaper } from '#platform/paper';
import { type LicenceLabel, type LicenceView, verificationPath } from './contract.ts';
import { licenceMessages, stateNames } from './messages.ts';

/**
 * The licence's paper as PDF bytes, with a QR code that leads to its verification on `publicUrl`. With `madeAt` equal
 * licences give equal bytes.
 */
export async function renderLicencePaper(
  licence: LicenceView,
  locale: Locale,
  publicUrl: string,
  madeAt?: Date,
): Promise<Buffer> {
  return await renderPaper(licencePaper(licence, locale, publicUrl), madeAt);
}

/** What it states stands in the order and under the words of its template. */
export function licencePaper(licence: LicenceView, locale: Locale, publicUrl: string): Paper {
  const say = (message: { readonly zh: string; readonly en: string }) => inLocale(message, locale);
  const entry = (label: string, value: string) => ({ kind: 'entry', label, value }) as const;
  const labelled = (label: LicenceLabel, value: string) =>
    entry(say(licence.labels[label] ?? licenceMessages[label]), value);
  const { expiresOn } = licence;
  return {
    title: say(licence.name),
    subtitle: stateSentence(licence, locale),
    language: locale === 'zh' ? 'zh-CN' : 'en-GB',
    lines: [
      labelled('number', licence.number),
      labelled('holder', licence.holderName),
      ...licence.entries.map((one) => entry(say(one.label), say(one.value))),
      labelled('organ', say(licence.organName)),
      labelled('issuedOn', formatDay(licence.issuedOn, locale)),
      labelled(
        'expiresOn',
        expiresOn === null ? say(licenceMessages.unlimited) : formatDay(expiresOn, locale),
      ),
    ],
    // The organ's seal is in Chinese in every language.
    sealOf: licence.organName.zh,
    qr: {
      address: `${publicUrl}${verificationPath(locale, licence.verificationCode)}`,
      caption: say(licenceMessages.scanToVerify),
    },
    footnote: say(licenceMessages.sample),
  };
}

/** The state in words, with since when and until when: `已暂扣，自2026年11月1日起，至2026年12月31日止`. */
export function stateSentence({ state, since, until }: LicenceView, locale: Locale): string {
  const name = inLocale(stateNames[state], locale);
  if (since === null || state === 'expired') return name;
  const from = inLocale(licenceMessages.since, locale, { day: formatDay(since, locale) });
  const to =
    until === null ? '' : inLocale(licenceMessages.suspendedUntil, locale, { day: formatDay(until, locale) });
  return `${name}${locale === 'zh' ? '，' : ', '}${from}${to}`;
}
