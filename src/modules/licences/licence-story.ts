// Owns how a line of a licence's history reads; refuses to leave out on what it rests.
import { type LawReference, lawReferenceText } from '#engines/clock';
import { formatDay, legalDay } from '#kernel/dates';
import { fillText, type Text } from '#kernel/texts';
import type { LicenceEventAct } from './licence-state.ts';
import { licenceMessages, storyTexts } from './messages.ts';

interface StoredLine {
  readonly act: LicenceEventAct;
  readonly version: number;
  readonly effectiveOn: string;
  readonly untilOn: string | null;
}

export function storySentence({ act, version, effectiveOn, untilOn }: StoredLine): Text {
  const inOne = (locale: 'zh' | 'en') =>
    fillText(storyTexts[act], {
      version,
      day: formatDay(legalDay(effectiveOn), locale),
      until: untilOn === null ? licenceMessages.openEnded[locale] : untilWords(untilOn, locale),
    })[locale];
  return { zh: inOne('zh'), en: inOne('en') };
}

function untilWords(untilOn: string, locale: 'zh' | 'en'): string {
  const day = formatDay(legalDay(untilOn), locale);
  return locale === 'zh' ? `${day}止` : `until ${day}`;
}

/** The articles, and that of the special law as it was stated. `basis` is what the database keeps. */
export function basisTexts(basis: unknown, specialBasis: string | null): readonly Text[] {
  const references: readonly LawReference[] = Array.isArray(basis) ? basis : [];
  const texts = references.map(lawReferenceText);
  return specialBasis === null ? texts : [...texts, { zh: specialBasis, en: specialBasis }];
}
