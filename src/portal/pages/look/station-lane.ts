// Owns the lane of one organ: its steps as stations along a line; refuses a state that only the line shows.
import { formatDay, type LegalDay } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { type ClockView, clockRevisionNames } from '#modules/work/contract';
import { html, type Markup, nothing } from '#platform/markup';
import { renderShape, type StateShape } from './icons.ts';
import { stationWords } from './messages.ts';
import { renderStatusTag, type StatusTagView } from './status-tag.ts';
import { renderDisclosure } from './text-pieces.ts';

export interface StationView {
  readonly name: Text;
  readonly state: 'done' | 'now' | 'next';
  /** What the step is, where its name is a word of the law. */
  readonly explanation?: Text | undefined;
  readonly reachedOn?: LegalDay | undefined;
  /** The day by which the step ends, where no clock says so in full. */
  readonly dueOn?: LegalDay | undefined;
  readonly clock?: ClockView | undefined;
  /** The clocks that this one goes on from, oldest first: their days and how those were counted. */
  readonly earlier?: readonly ClockView[] | undefined;
}

export interface LaneView {
  readonly heading: string;
  /** The state first. */
  readonly tags: readonly StatusTagView[];
  /** Organ, number: one line each. */
  readonly about: readonly string[];
  /** What a waiting lane waits for, or what the applicant must do; before the stations. */
  readonly notice?: Markup | undefined;
  readonly stations: readonly StationView[];
  /** The result, after the stations. */
  readonly result?: Markup | undefined;
}

export function renderLane(locale: Locale, lane: LaneView): Markup {
  return html`<section class="lane"><h2>${lane.heading}</h2><p class="tags">${lane.tags.map(
    (tag) => html`${renderStatusTag(tag)} `,
  )}</p>${lane.about.map((line) => html`<p class="quiet">${line}</p>`)}${lane.notice ?? nothing}${
    lane.stations.length > 0 &&
    html`<ol class="stations" role="list">${lane.stations.map((station) => renderStation(locale, station))}</ol>`
  }${lane.result ?? nothing}</section>`;
}

const shapeOfState = { done: 'done', now: 'now', next: 'next' } as const satisfies Record<
  StationView['state'],
  StateShape
>;

function renderStation(locale: Locale, station: StationView): Markup {
  const { state, explanation, reachedOn } = station;
  return html`<li class="station ${state}"${state === 'now' && html` aria-current="step"`}>${renderShape(
    shapeOfState[state],
  )}<div><p class="station-name"><strong>${inLocale(station.name, locale)}</strong> <span class="state">${inLocale(
    stationWords[state],
    locale,
  )}</span>${
    reachedOn !== undefined &&
    html` <span class="day">${formatDay(reachedOn, locale, { weekday: true })}</span>`
  }</p>${explanation !== undefined && state !== 'done' && html`<p class="quiet">${inLocale(explanation, locale)}</p>`}${renderDue(
    locale,
    station,
  )}</div></li>`;
}

function renderDue(locale: Locale, { state, dueOn, clock, earlier }: StationView): Markup {
  if (clock !== undefined) return renderClock(locale, clock, earlier ?? [], state);
  if (dueOn === undefined) return nothing;
  return html`<p class="due">${inLocale(stationWords.dueOn, locale, { day: formatDay(dueOn, locale, { weekday: true }) })}</p>`;
}

/** 'Day 3 of 10, by …', and how it was counted behind a disclosure. */
function renderClock(
  locale: Locale,
  clock: ClockView,
  earlier: readonly ClockView[],
  state: StationView['state'],
): Markup {
  const due = inLocale(clock.overdue ? stationWords.dueOnOverdue : stationWords.dueOn, locale, {
    day: dueDay(locale, clock),
  });
  // The day of the event is not counted: 'day 0' would be true and read like a fault.
  const count = inLocale(clock.suspended ? stationWords.suspended : dayWords(clock), locale, {
    elapsed: clock.elapsedDays,
    counted: clock.countedDays,
  });
  return html`<p class="${clock.overdue ? 'due attention' : 'due'}">${clock.overdue && renderShape('attention')}${
    state === 'now' && !clock.ended && !clock.overdue && html`<strong>${count}</strong> · `
  }${due}</p>${changesOf(clock).map((words) => html`<p class="quiet">${inLocale(words, locale)}</p>`)}${clock.warnings.map(
    (warning) => html`<p class="quiet">${inLocale(warning, locale)}</p>`,
  )}${renderDisclosure(
    inLocale(stationWords.howCounted, locale),
    html`<p>${inLocale(stationWords.basis, locale, { basis: inLocale(clock.basis, locale) })}</p><ul>${clock.summary.map(
      (line) => html`<li>${inLocale(line, locale)}</li>`,
    )}</ul>${
      clock.days.length > 0 &&
      renderDisclosure(
        inLocale(stationWords.everyDay, locale),
        html`<ol class="days">${clock.days.map((line) => html`<li>${inLocale(line, locale)}</li>`)}</ol>`,
      )
    }${earlier.map((one) =>
      renderDisclosure(
        inLocale(stationWords.earlier, locale, { day: dueDay(locale, one) }),
        html`<ul>${one.summary.map((line) => html`<li>${inLocale(line, locale)}</li>`)}</ul>`,
      ),
    )}`,
  )}`;
}

function dueDay(locale: Locale, clock: ClockView): string {
  return formatDay(clock.dueOn, locale, { weekday: true });
}

/** Why the day is another than it was at first; that it is stopped now is said in place of the count. */
function changesOf({ revisedBecause, suspended, extended }: ClockView): readonly Text[] {
  const because = revisedBecause === 'suspended' && suspended ? null : revisedBecause;
  return [
    ...(because === null ? [] : [clockRevisionNames[because]]),
    ...(extended && because !== 'extended' ? [clockRevisionNames.extended] : []),
  ];
}

/** A clock that counts months is shown by its days, as a calendar does. */
function dayWords({ elapsedDays, unit }: ClockView): Text {
  const calendar = unit !== 'working-day';
  if (elapsedDays === 0) return calendar ? stationWords.notYetCountedCalendar : stationWords.notYetCounted;
  return calendar ? stationWords.dayOfCalendar : stationWords.dayOf;
}
