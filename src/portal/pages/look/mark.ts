// Owns the mark (as a file for the browser's tab: src/portal/assets/mark.svg): the word 一站 in a square of sea blue; refuses any emblem of state.
import { html, type Markup } from '#platform/markup';

// The outlines of 一 and 站 of Noto Sans SC Bold (SIL Open Font License 1.1), at 21 units an em, so that the mark
// looks the same on a machine without Chinese letters.
const oneOutline = 'M.8 8.9H20.2V11.7H.8Z';
const stationOutline =
  'M1 4.3H9.5V6.6H1ZM.8 16Q1.9 15.8 3.2 15.5 4.6 15.2 6 14.9 7.5 14.6 9 14.3L9.2 16.6Q7.2 17.1 5.1 17.6 3.1 18.1 1.4 18.5ZM1.7 7.7L3.7 7.4Q3.9 8.5 4.1 9.7 4.3 11 4.4 12.2 4.5 13.4 4.6 14.3L2.5 14.8Q2.5 13.8 2.4 12.6 2.3 11.4 2.1 10.1 1.9 8.8 1.7 7.7ZM6.4 7.2L8.7 7.6Q8.5 8.6 8.3 9.7 8.1 10.8 7.9 11.9 7.7 13 7.5 13.9 7.2 14.9 7 15.6L5.2 15.2Q5.4 14.4 5.6 13.4 5.8 12.5 5.9 11.4 6 10.3 6.2 9.2 6.3 8.1 6.4 7.2ZM3.4 1.3L5.5.7Q6 1.4 6.3 2.3 6.7 3.2 6.9 3.8L4.6 4.5Q4.5 3.9 4.1 3 3.8 2.1 3.4 1.3ZM14.2 4.5H20.3V6.9H14.2ZM10.7 17H18.2V19.3H10.7ZM12.9.6H15.4V11.6H12.9ZM9.6 10.5H19.6V20.3H17V12.9H12.1V20.3H9.6Z';

/** The mark in a page; the stylesheet gives it the colours of the reader's theme. */
export function renderMark(): Markup {
  return html`<svg class="mark" width="44" height="44" viewBox="0 0 60 60" aria-hidden="true" focusable="false"><rect width="60" height="60" rx="4"/>${renderCharacters()}</svg>`;
}

function renderCharacters(): Markup {
  return html`<path transform="translate(4.5 17.5) scale(1.2)" d="${oneOutline}"/><path transform="translate(30.5 17.5) scale(1.2)" d="${stationOutline}"/>`;
}
