// Owns how derivations, limits, warnings and notes read; refuses to compute: it tells what was computed.
import { addDays, formatDay } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import type { ClockWarning } from './calendar.ts';
import type { ClockUnit, DerivationStep } from './deadline.ts';
import { formatLawReference } from './law.ts';
import {
  groundWords,
  noteWords,
  runWords,
  stepWords,
  suspensionWord,
  unitWords,
  warningWords,
} from './messages.ts';
import type { RuleNote, SuspensionGround } from './rules.ts';

function labelOf({ reason, label }: DerivationStep, locale: Locale): string {
  if (label !== undefined) return label[locale];
  return reason === 'suspended' ? suspensionWord[locale] : '';
}

function withBasis(sentence: string, step: DerivationStep, locale: Locale): string {
  const citation = formatLawReference(step.basis, locale);
  return locale === 'zh' ? `${sentence}（${citation}）` : `${sentence} (${citation})`;
}

/** Every day of a derivation as one line: day, what it counts as, and the article. */
export function listDerivation(derivation: readonly DerivationStep[], locale: Locale): readonly string[] {
  return derivation.map((step) => {
    const words = inLocale(stepWords[step.reason], locale, {
      number: step.counted ?? '',
      label: labelOf(step, locale),
    }).concat(step.extended ? runWords.extended[locale] : '');
    const day = formatDay(step.day, locale, { weekday: true });
    return withBasis(`${day}${locale === 'zh' ? '：' : ': '}${words}`, step, locale);
  });
}

type Run = [DerivationStep, ...DerivationStep[]];

/** Days that one line can tell: the same reason, label and article; weekends join the counting around them. */
function continuesRun(run: Run, step: DerivationStep): boolean {
  const [first] = run;
  const last = run[run.length - 1] ?? first;
  if (step.day !== addDays(last.day, 1)) return false;
  const weekendOfCount = first.reason === 'counted' && step.reason === 'weekend';
  return (
    weekendOfCount ||
    (step.reason === first.reason &&
      step.reason !== 'counted-make-up' &&
      step.extended === first.extended &&
      // Ordinary counted days may carry the name of a holiday (periods of calendar days): one line all the same.
      (step.reason === 'counted' || step.label?.zh === first.label?.zh) &&
      formatLawReference(step.basis, 'zh') === formatLawReference(first.basis, 'zh'))
  );
}

function groupRuns(derivation: readonly DerivationStep[]): readonly Run[] {
  const runs: Run[] = [];
  for (const step of derivation) {
    const run = runs.at(-1);
    if (run !== undefined && continuesRun(run, step)) run.push(step);
    else runs.push([step]);
  }
  return runs;
}

function runDays(run: Run, locale: Locale): string {
  const [first] = run;
  const last = run[run.length - 1] ?? first;
  if (run.length === 1) return formatDay(first.day, locale, { weekday: true });
  return inLocale(runWords.through, locale, {
    first: formatDay(first.day, locale),
    last: formatDay(last.day, locale),
  });
}

function runSentence(run: Run, locale: Locale): string {
  const [first] = run;
  const counted = run.flatMap((step) => step.counted ?? []);
  const weekends = first.reason === 'counted' ? run.filter((step) => step.reason === 'weekend').length : 0;
  const many = first.reason === 'counted' && counted.length > 1;
  const sentence = inLocale(many ? runWords.countedMany : runWords[first.reason], locale, {
    days: runDays(run, locale),
    label: labelOf(first, locale),
    count: run.length,
    first: counted[0] ?? '',
    last: counted.at(-1) ?? '',
  });
  const extended = first.extended ? runWords.extended[locale] : '';
  const leftOut = weekends === 0 ? '' : inLocale(runWords.weekendsLeftOut, locale, { count: weekends });
  return sentence + extended + leftOut;
}

/** The derivation in a few lines, one for each run of days; weekends are told with the counting before them. */
export function summariseDerivation(
  derivation: readonly DerivationStep[],
  locale: Locale,
): readonly string[] {
  return groupRuns(derivation).map((run) => withBasis(runSentence(run, locale), run[0], locale));
}

/** 20个工作日 / 20 working days. */
export function formatLimit(limit: { count: number; unit: ClockUnit }, locale: Locale): string {
  const { one, many } = unitWords[limit.unit];
  return inLocale(limit.count === 1 ? one : many, locale, { count: limit.count });
}

/** The warning as a sentence. */
export function formatWarning({ code, year }: ClockWarning, locale: Locale): string {
  return inLocale(warningWords[code], locale, { year });
}

/** The note as a sentence, for editors and officers. */
export function formatRuleNote(note: RuleNote, locale: Locale): string {
  return noteWords[note][locale];
}

/** The ground in both languages: the `label` of a suspension. */
export function suspensionGroundText(ground: SuspensionGround): Text {
  return groundWords[ground];
}
