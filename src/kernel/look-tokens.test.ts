import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { letters, type Palette, palettes, sizes } from './look-tokens.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** What stands on what, and the least contrast: 7 for running text, 4.5 for text, 3 for shapes and borders. */
const pairs: readonly [keyof Palette, keyof Palette, number][] = [
  ['ink', 'paper', 7],
  ['ink', 'wash', 7],
  ['ink', 'doneWash', 7],
  ['ink', 'yellowWash', 7],
  ['ink', 'redWash', 7],
  ['quiet', 'paper', 7],
  ['quiet', 'wash', 4.5],
  ['sea', 'paper', 4.5],
  ['sea', 'wash', 4.5],
  ['seaDeep', 'paper', 4.5],
  ['onSea', 'sea', 4.5],
  ['onSea', 'seaDeep', 4.5],
  ['onBar', 'bar', 7],
  ['onMark', 'mark', 4.5],
  ['flower', 'paper', 4.5],
  ['done', 'paper', 4.5],
  ['done', 'doneWash', 4.5],
  ['yellow', 'paper', 4.5],
  ['yellow', 'yellowWash', 4.5],
  ['red', 'paper', 4.5],
  ['red', 'redWash', 4.5],
  ['edge', 'paper', 3],
  ['edge', 'wash', 3],
  // Yellow is seen against the inner line where the ground is light, and against the ground where it is dark.
  ['focus', 'focusLine', 3],
];

describe('The look', () => {
  for (const [theme, palette] of Object.entries(palettes) as [string, Palette][]) {
    test(`has enough contrast in the theme ${theme}`, () => {
      for (const [text, ground, least] of pairs) {
        const found = contrastOf(palette[text], palette[ground]);
        assert.ok(found >= least, `${text} on ${ground}: ${found.toFixed(2)}, at least ${least}`);
      }
    });

    test(`names only whole colours in the theme ${theme}`, () => {
      for (const colour of Object.values(palette)) assert.match(colour, /^#[0-9a-f]{6}$/);
    });
  }

  test('gives high contrast 7 to 1 for every text', () => {
    for (const palette of [palettes.contrast, palettes.contrastDark]) {
      for (const [text, ground, least] of pairs.filter(([, , ratio]) => ratio >= 4.5)) {
        assert.ok(contrastOf(palette[text], palette[ground]) >= Math.max(least, 7), `${text} on ${ground}`);
      }
    }
  });

  test('measures everything in units', () => {
    for (const px of [sizes.cornerPx, sizes.columnPx, sizes.targetPx]) assert.equal(px % sizes.unitPx, 0);
  });

  test('sets 34 to 40 characters a line', () => {
    const characters = sizes.columnPx / letters.portal.sizePx;
    assert.ok(characters >= 34 && characters <= 40);
  });
});
