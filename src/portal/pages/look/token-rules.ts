// Owns the CSS custom properties that are made from the tokens; refuses rules of any other kind.
import { fontFamilies, letters, motionMs, type Palette, palettes, sizes } from '#kernel/look-tokens';

/** Every length and colour as a custom property of the page, then what each theme changes. */
export function buildTokenRules(): string {
  const { sizePx, linePx } = letters.portal;
  const lengths = [
    `--letters: ${percentOf(sizePx)}`,
    `--letters-large: ${percentOf(sizePx * letters.largePrintFactor)}`,
    `--leading: ${round(linePx / sizePx)}`,
    `--column: ${round(sizes.columnPx / sizePx)}rem`,
    `--target: ${sizes.targetPx}px`,
    `--corner: ${sizes.cornerPx}px`,
    `--ring: ${sizes.focusRingPx}px`,
    `--ring-line: ${sizes.focusLinePx}px`,
    `--motion: ${motionMs}ms`,
    `--family: ${fontFamilies.map((name) => (name.includes(' ') ? `'${name}'` : name)).join(', ')}`,
  ];
  return `${[
    block(':root', [...lengths, ...coloursOf(palettes.light)]),
    media('(prefers-color-scheme: dark)', coloursOf(changesOf(palettes.light, palettes.dark))),
    media('(prefers-contrast: more)', coloursOf(changesOf(palettes.light, palettes.contrast))),
    media(
      '(prefers-contrast: more) and (prefers-color-scheme: dark)',
      // In full: the two themes above apply as well, and nothing of them may shine through.
      coloursOf(palettes.contrastDark),
    ),
    media('print', coloursOf(palettes.print)),
  ].join('\n')}\n`;
}

/** Of the browser's own letters (16 px unless the reader chose otherwise). */
function percentOf(px: number): string {
  return `${round((px / 16) * 100)}%`;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** What a theme says after the light one has said everything. */
function changesOf(base: Palette, theme: Palette): Partial<Palette> {
  const changed = Object.entries(theme).filter(([role, colour]) => base[role as keyof Palette] !== colour);
  return Object.fromEntries(changed);
}

function coloursOf(palette: Partial<Palette>): readonly string[] {
  return Object.entries(palette).map(
    ([role, colour]) => `--${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${colour}`,
  );
}

function block(selector: string, declarations: readonly string[], indent = ''): string {
  return [`${indent}${selector} {`, ...declarations.map((one) => `${indent}  ${one};`), `${indent}}`].join(
    '\n',
  );
}

function media(condition: string, declarations: readonly string[]): string {
  return `@media ${condition} {\n${block(':root', declarations, '  ')}\n}`;
}
