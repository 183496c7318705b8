// Owns QR codes as drawings in the page; refuses image files.
import QRCode from 'qrcode';
import { inLocale, type Locale } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { pieceWords } from './messages.ts';

/** The light border that readers of QR codes need: four modules (ISO/IEC 18004, 'quiet zone'). */
const borderModules = 4;

/** A QR code of an address, black on white in every theme, because readers expect it so. */
export function renderQrCode(locale: Locale, address: string): Markup {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * borderModules;
  return html`<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label="${inLocale(pieceWords.qrCode, locale, { address })}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${outlineOf(modules.data, modules.size)}"/></svg>`;
}

/** Runs of dark modules in each row as rectangles of one path. */
function outlineOf(data: ArrayLike<number>, size: number): string {
  let outline = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const start = column;
      while (column < size && data[row * size + column]) column += 1;
      const length = column - start;
      if (length > 0) outline += `M${start + borderModules} ${row + borderModules}h${length}v1h-${length}z`;
    }
  }
  return outline;
}
