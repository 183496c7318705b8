// Owns the line 'Step 3 of 7, saved 10:32'; refuses bars without words.
import { formatInstant, legalDayOf } from '#kernel/dates';
import { inLocale, type Locale } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { pieceWords } from './messages.ts';

export interface ProgressLineView {
  readonly step: number;
  readonly steps: number;
  readonly savedAt?: Date | undefined;
  readonly now: Date;
}

export function renderProgressLine(locale: Locale, { step, steps, savedAt, now }: ProgressLineView): Markup {
  const words = inLocale(pieceWords.step, locale, { step, steps });
  const saved =
    savedAt === undefined
      ? ''
      : `${inLocale(pieceWords.stepSeparator, locale)}${inLocale(pieceWords.saved, locale, { time: timeOf(savedAt, now, locale) })}`;
  return html`<p class="step">${words}${saved}</p>`;
}

/** Today the time is enough: 10:32; before that the day as well. */
function timeOf(savedAt: Date, now: Date, locale: Locale): string {
  const whole = formatInstant(savedAt, locale);
  return legalDayOf(savedAt) === legalDayOf(now) ? whole.slice(-5) : whole;
}
