// Owns the colours, sizes and letters of both faces; refuses to know how either face uses them.

/**
 * The roles that colours play. A role, never a colour, is named elsewhere, so that a theme is one more palette.
 * Every colour is `#rrggbb`. The pairs that stand on each other, and how much contrast each must have, are listed in
 * look-tokens.test.ts (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
 */
export interface Palette {
  /** Running text, and the line inside the focus ring. */
  readonly ink: string;
  readonly paper: string;
  /** Secondary text: hints, captions. */
  readonly quiet: string;
  /** A faint ground for what belongs together. */
  readonly wash: string;
  /** A hairline between things; never the only sign of anything. */
  readonly line: string;
  /** The border of what can be filled in or pressed. */
  readonly edge: string;
  /** Links and primary buttons. */
  readonly sea: string;
  /** Pressed and hovered links and buttons. */
  readonly seaDeep: string;
  /** Text on `sea` and `seaDeep`. */
  readonly onSea: string;
  /** The header's ground, and text on it. */
  readonly bar: string;
  readonly onBar: string;
  /** The ground of the mark 一站, and its characters. */
  readonly mark: string;
  readonly onMark: string;
  /** The phoenix flower, a rare accent. */
  readonly flower: string;
  readonly done: string;
  readonly doneWash: string;
  /** The yellow card, and whatever wants attention. */
  readonly yellow: string;
  readonly yellowWash: string;
  /** The red card, errors, refusals. */
  readonly red: string;
  readonly redWash: string;
  /** The focus ring, and the line between it and what has the focus. */
  readonly focus: string;
  readonly focusLine: string;
}

const light: Palette = {
  ink: '#16222e',
  paper: '#ffffff',
  quiet: '#4a5a6a',
  wash: '#f4f7fa',
  line: '#d4dde6',
  edge: '#4a5a6a',
  sea: '#0a5aa6',
  seaDeep: '#084a8c',
  onSea: '#ffffff',
  bar: '#084a8c',
  onBar: '#ffffff',
  mark: '#0a5aa6',
  onMark: '#ffffff',
  flower: '#c2371c',
  done: '#1b7443',
  doneWash: '#e6f4ec',
  yellow: '#7a4a00',
  yellowWash: '#fff4d9',
  red: '#a3201a',
  redWash: '#fdecea',
  focus: '#ffbf47',
  focusLine: '#16222e',
};

const dark: Palette = {
  ink: '#e9eff5',
  paper: '#0f1822',
  quiet: '#a9b8c6',
  wash: '#182430',
  line: '#33424f',
  edge: '#8a9bab',
  sea: '#84bdf2',
  seaDeep: '#b3d7f9',
  onSea: '#0b1a28',
  bar: '#0a2f57',
  onBar: '#ffffff',
  mark: '#0a5aa6',
  onMark: '#ffffff',
  flower: '#ff9a86',
  done: '#86d7a8',
  doneWash: '#12301f',
  yellow: '#ffd479',
  yellowWash: '#372805',
  red: '#ffb0a8',
  redWash: '#401613',
  focus: '#ffbf47',
  focusLine: '#0f1822',
};

const contrast: Palette = {
  ...light,
  ink: '#000000',
  quiet: '#1d2833',
  wash: '#ffffff',
  line: '#000000',
  edge: '#000000',
  sea: '#003d7a',
  seaDeep: '#002a55',
  bar: '#002a55',
  mark: '#003d7a',
  flower: '#7d1500',
  done: '#004d24',
  doneWash: '#ffffff',
  yellow: '#523100',
  yellowWash: '#ffffff',
  red: '#7d0b06',
  redWash: '#ffffff',
  focusLine: '#000000',
};

const contrastDark: Palette = {
  ...dark,
  ink: '#ffffff',
  paper: '#000000',
  quiet: '#e9eff5',
  wash: '#000000',
  line: '#ffffff',
  edge: '#ffffff',
  sea: '#a8d4ff',
  seaDeep: '#d6ebff',
  onSea: '#000000',
  bar: '#000000',
  mark: '#00376e',
  flower: '#ffb8a8',
  done: '#a6ecc2',
  doneWash: '#000000',
  yellow: '#ffe3a3',
  yellowWash: '#000000',
  red: '#ffc9c3',
  redWash: '#000000',
  focusLine: '#000000',
};

/** Paper has no ground colours: ink on white, and shapes for the rest. */
const print: Palette = { ...contrast, line: '#8a9bab', bar: '#ffffff', onBar: '#000000' };

/** By the reader's own settings: `prefers-color-scheme`, `prefers-contrast`, and paper. */
export const palettes = { light, dark, contrast, contrastDark, print } as const satisfies Record<
  string,
  Palette
>;
export type Theme = keyof typeof palettes;

/** The reader's own system faces, Chinese first; no font is downloaded. */
export const fontFamilies = [
  'PingFang SC',
  'Microsoft YaHei',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'sans-serif',
] as const;

/** Letters in pixels at the browser's usual 16; both faces scale with what the reader has set. */
export const letters = {
  portal: { sizePx: 18, linePx: 30 },
  workbench: { sizePx: 14, linePx: 22 },
  /** Large-print mode of the portal (大字版). */
  largePrintFactor: 1.33,
} as const;

/** Everything is a multiple of `unitPx`. */
export const sizes = {
  unitPx: 4,
  cornerPx: 4,
  /** The portal's column: 34 to 40 Chinese characters of 18 px. */
  columnPx: 640,
  /** The least height and width of what a finger must hit. */
  targetPx: 44,
  focusRingPx: 3,
  focusLinePx: 2,
} as const;

/** How long something may move; nothing moves under `prefers-reduced-motion`. */
export const motionMs = 120;
