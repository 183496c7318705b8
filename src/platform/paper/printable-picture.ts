// Owns which pictures a paper can bear; refuses all but JPEG, whose bytes the PDF takes over without unpacking them.
import PdfDocument from 'pdfkit';

const bytesMost = 60_000;

/**
 * Whether a paper can be printed with this picture. Of a PNG the library unpacks the pixels later, out of reach of
 * whoever asked, so that a damaged one would end the process: PNG is refused.
 */
export function isPrintablePicture(bytes: Buffer): boolean {
  if (bytes.length > bytesMost || bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  try {
    const document = new PdfDocument({ autoFirstPage: true, compress: false });
    document.image(bytes, 0, 0, { fit: [10, 10] });
    return true;
  } catch {
    return false;
  }
}
