// Owns the licence as a PDF; refuses to look valid while no electronic seal is connected.
import { formatDay } from '#kernel/dates';
import { inLocale, type Locale } from '#kernel/texts';
import { type Paper, renderPaper } from '#platform/paper';
import { type LicenceView, verificationPath } from './contract.ts';
import { licenceMessages } from './messages.ts';

/** The licence's paper as PDF bytes, with a QR code that leads to its verification on `publicUrl`. */
export async function renderLicencePaper(
  licence: LicenceView,
  locale: Locale,
  publicUrl: string,
): Promise<Buffer> {
  return await renderPaper(licencePaper(licence, locale, publicUrl));
}

export function licencePaper(licence: LicenceView, locale: Locale, publicUrl: string): Paper {
  const say = (message: { readonly zh: string; readonly en: string }) => inLocale(message, locale);
  const entry = (label: string, value: string) => ({ kind: 'entry', label, value }) as const;
  return {
    title: say(licence.name),
    subtitle: say(licenceMessages.states[licence.state]),
    language: locale === 'zh' ? 'zh-CN' : 'en-GB',
    lines: [
      entry(say(licenceMessages.number), licence.number),
      entry(say(licenceMessages.holder), licence.holderName),
      ...licence.entries.map((one) => entry(say(one.label), say(one.value))),
      entry(say(licenceMessages.organ), say(licence.organName)),
      entry(say(licenceMessages.issuedOn), formatDay(licence.issuedOn, locale)),
      entry(
        say(licenceMessages.expiresOn),
        licence.expiresOn === null ? say(licenceMessages.unlimited) : formatDay(licence.expiresOn, locale),
      ),
    ],
    qr: {
      address: `${publicUrl}${verificationPath(locale, licence.verificationCode)}`,
      caption: say(licenceMessages.scanToVerify),
    },
    footnote: say(licenceMessages.sample),
  };
}
