// Owns the custom properties that the workbench's styles are written with; refuses colours of its own.
import { fontFamilies, letters, motionMs, type Palette, palettes, sizes } from '#kernel/look-tokens';

function colours(palette: Palette): string {
  return Object.entries(palette)
    .map(
      ([name, value]) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`,
    )
    .join('');
}

/** Letters scale with what the reader has set in the browser, whose usual size is 16 px. */
function inRem(px: number): string {
  return `${px / 16}rem`;
}

function measures(): string {
  const { sizePx, linePx } = letters.workbench;
  return [
    `--face:${fontFamilies.map((family) => (family.includes(' ') ? `"${family}"` : family)).join(',')};`,
    `--letter:${inRem(sizePx)};--line-height:${linePx / sizePx};`,
    `--unit:${sizes.unitPx}px;--corner:${sizes.cornerPx}px;--target:${sizes.targetPx}px;`,
    `--ring:${sizes.focusRingPx}px;--ring-line:${sizes.focusLinePx}px;--motion:${motionMs}ms;`,
  ].join('');
}

/** Light and dark by the machine's setting, each with more contrast for whoever asks for it, and paper. */
export function lookStyle(): string {
  const dark = '(prefers-color-scheme:dark)';
  const more = '(prefers-contrast:more)';
  return [
    `:root{color-scheme:light;${measures()}${colours(palettes.light)}}`,
    `@media screen and ${dark}{:root{color-scheme:dark;${colours(palettes.dark)}}}`,
    `@media screen and ${more}{:root{${colours(palettes.contrast)}}}`,
    `@media screen and ${more} and ${dark}{:root{${colours(palettes.contrastDark)}}}`,
    `@media print{:root{${colours(palettes.print)}}}`,
    '@media (prefers-reduced-motion:reduce){:root{--motion:0ms}}',
  ].join('\n');
}
