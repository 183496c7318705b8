// Owns QR codes as squares of ink: no picture, sharp at any size; refuses addresses that are not text.
import qrcode from 'qrcode';

export interface QrCodePlace {
  readonly address: string;
  /** In points, from the page's left and top. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly color: string;
}

/** Draws the code; neither `x` nor `y` of the document moves. */
export function drawQrCode(document: PDFKit.PDFDocument, { address, left, top, side, color }: QrCodePlace) {
  const { modules } = qrcode.create(address, { errorCorrectionLevel: 'M' });
  const square = side / modules.size;
  document.fillColor(color);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 1)
        document.rect(left + column * square, top + row * square, square, square);
    }
  }
  document.fill();
}
