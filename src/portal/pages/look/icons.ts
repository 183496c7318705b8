// Owns every drawn shape of the portal; refuses shapes that say something words don't say beside them.
import { html, type Markup } from '#platform/markup';

/** Shapes of states, 20 by 20: each is told apart without its colour. */
const stateShapes = {
  done: html`<circle cx="10" cy="10" r="9" fill="currentColor"/><path d="M5.5 10.5l3 3 6-6.5" fill="none" class="gap" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  now: html`<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2.5"/><circle cx="10" cy="10" r="4" fill="currentColor"/>`,
  next: html`<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>`,
  waiting: html`<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 6.5v7M12 6.5v7" stroke="currentColor" stroke-width="2"/>`,
  attention: html`<path d="M10 1.5L19 18H1z" fill="currentColor"/><path d="M10 7v5M10 14v2" class="gap" stroke-width="2"/>`,
  refused: html`<path d="M6 1h8l5 5v8l-5 5H6l-5-5V6z" fill="currentColor"/><path d="M6.5 6.5l7 7M13.5 6.5l-7 7" class="gap" stroke-width="2.2"/>`,
  notNeeded: html`<path d="M3 10h14" stroke="currentColor" stroke-width="2.5"/>`,
} as const;
export type StateShape = keyof typeof stateShapes;

export function renderShape(shape: StateShape): Markup {
  return html`<svg class="shape" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${stateShapes[shape]}</svg>`;
}

/** Line drawings for life events and audiences, 28 by 28. */
const drawings = {
  station: 'M5 14h18M14 5a9 9 0 1 0 .01 0M14 10a4 4 0 1 0 .01 0',
  bowl: 'M3 13h22a11 9 0 0 1-7 8.5V24h-8v-2.5A11 9 0 0 1 3 13zM10 9c-1.5-2 1.5-3 0-5M15 9c-1.5-2 1.5-3 0-5M20 9c-1.5-2 1.5-3 0-5',
  person: 'M14 4a5 5 0 1 0 .01 0M4 25c0-6 4.5-9 10-9s10 3 10 9z',
  shop: 'M4 12v12h20V12M3 5h22l1 6a3.5 3.5 0 0 1-6 1.5 4 4 0 0 1-6 0 4 4 0 0 1-6 0A3.5 3.5 0 0 1 2 11zM11 24v-7h6v7',
  chart: 'M4 24h20M7 24v-7M13 24V12M19 24V6',
  suitcase: 'M4 9h20v14H4zM10 9V5h8v4M10 9v14M18 9v14',
  child: 'M14 3a4 4 0 1 0 .01 0M14 11v8M7 14h14M14 19l-5 6M14 19l5 6',
  house: 'M3 13L14 4l11 9M6 11v13h16V11M12 24v-7h4v7',
  heart: 'M14 24C5 18 3 13 3 10a5.5 5.5 0 0 1 11-1.5A5.5 5.5 0 0 1 25 10c0 3-2 8-11 14z',
  wheel: 'M14 4a10 10 0 1 0 .01 0M14 11a3 3 0 1 0 .01 0M4.5 13H11M17 13h6.5M14 17v7',
  building: 'M5 25V5h12v20M17 12h6v13M3 25h22M9 10h4M9 15h4M9 20h4',
  paper: 'M7 3h10l5 5v17H7zM17 3v5h5M10 13h9M10 17h9M10 21h6',
} as const;
export type Drawing = keyof typeof drawings;

export function renderDrawing(drawing: Drawing): Markup {
  return html`<svg class="drawing" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false"><path d="${drawings[drawing]}" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

const drawingOfLifeEvent: Readonly<Record<string, Drawing>> = {
  'open-restaurant': 'bowl',
  newborn: 'child',
  'start-company': 'building',
  'buy-a-home': 'house',
  marry: 'heart',
  'open-shop': 'shop',
  vehicle: 'wheel',
};

/** The drawing of a life event; the station stands for those that have none of their own. */
export function drawingOf(lifeEventKey: string): Drawing {
  return Object.hasOwn(drawingOfLifeEvent, lifeEventKey)
    ? (drawingOfLifeEvent[lifeEventKey] ?? 'station')
    : 'station';
}
