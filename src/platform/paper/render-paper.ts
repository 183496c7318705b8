// Owns plain papers as PDF (receipt, licence): one frame, lines one under the other; refuses pictures but the sample seal.
import { collectPdf } from './collect-pdf.ts';
import { drawQrCode } from './draw-qr-code.ts';
import { drawSampleSeal } from './draw-seal.ts';
import { paperFonts } from './paper-fonts.ts';

/** A line of a paper, in the order of printing. */
export type PaperLine =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'big'; readonly text: string }
  | { readonly kind: 'entry'; readonly label: string; readonly value: string }
  /** A line to write on by hand, for each of the labels. */
  | { readonly kind: 'sign'; readonly labels: readonly string[] };

export interface Paper {
  readonly title: string;
  readonly subtitle?: string;
  /** BCP 47, as zh-CN: screen readers of PDF ask for it. */
  readonly language: string;
  readonly lines: readonly PaperLine[];
  /** The organ's round seal, drawn as a sample beside the QR code until a seal provider is connected. */
  readonly sealOf?: string;
  /** The address behind the QR code, and what scanning it is for. */
  readonly qr?: { readonly address: string; readonly caption: string };
  /** Stands under everything, as 'sample: no seal provider is connected'. */
  readonly footnote: string;
}

const pageMargin = 64;
const ink = '#16222e';
const quiet = '#4a5a6a';
const sea = '#0a5aa6';
const qrSize = 120;

/**
 * The PDF's bytes (A4, fonts subset and embedded). Takes about 100 ms: never call it inside a transaction. With
 * `madeAt` equal papers give equal bytes; without it they carry the present moment.
 */
export async function renderPaper(paper: Paper, madeAt?: Date): Promise<Buffer> {
  const { title, language } = paper;
  const settings = { title, language, margins: pageMargin, ...(madeAt === undefined ? {} : { madeAt }) };
  return await collectPdf(settings, (document) => writePaper(document, paper));
}

function writePaper(document: PDFKit.PDFDocument, paper: Paper): void {
  document.registerFont('regular', paperFonts.hei).registerFont('bold', paperFonts.heiBold);
  document.fillColor(sea).font('bold').fontSize(12).text('一站 Yizhan');
  document.moveDown(1.5).fillColor(ink).fontSize(22).text(paper.title);
  if (paper.subtitle !== undefined)
    document.moveDown(0.3).fillColor(quiet).font('regular').fontSize(12).text(paper.subtitle);
  document.moveDown(1);
  for (const line of paper.lines) writeLine(document, line);
  if (paper.qr !== undefined) writeQr(document, paper.qr, paper.sealOf);
  document.moveDown(1.5).fillColor(quiet).font('regular').fontSize(9).text(paper.footnote);
}

function writeLine(document: PDFKit.PDFDocument, line: PaperLine): void {
  document.fillColor(ink);
  switch (line.kind) {
    case 'heading':
      document.moveDown(0.8).font('bold').fontSize(14).text(line.text).moveDown(0.3);
      return;
    case 'paragraph':
      document.font('regular').fontSize(11).text(line.text, { lineGap: 4 }).moveDown(0.4);
      return;
    case 'big':
      document.font('bold').fontSize(24).text(line.text).moveDown(0.3);
      return;
    case 'entry':
      document
        .font('regular')
        .fontSize(11)
        .fillColor(quiet)
        .text(`${line.label}  `, { continued: true, lineGap: 4 });
      document.fillColor(ink).text(line.value);
      return;
    case 'sign':
      writeLinesToSign(document, line.labels);
  }
}

/** Lines of one height beside each other, all on one page. */
function writeLinesToSign(document: PDFKit.PDFDocument, labels: readonly string[]): void {
  if (document.y + 60 > document.page.height - pageMargin) document.addPage();
  const width = (document.page.width - 2 * pageMargin) / labels.length;
  const top = document.y + 28;
  document.font('regular').fontSize(11).fillColor(ink);
  for (const [index, label] of labels.entries()) {
    const left = pageMargin + index * width;
    const begin = left + document.widthOfString(label) + 8;
    document.text(label, left, top, { lineBreak: false });
    document
      .moveTo(begin, top + 14)
      .lineTo(Math.max(begin + 40, left + width - 16), top + 14)
      .lineWidth(0.6)
      .strokeColor(ink)
      .stroke();
  }
  document.x = pageMargin;
  document.y = top + 28;
}

function writeQr(
  document: PDFKit.PDFDocument,
  { address, caption }: NonNullable<Paper['qr']>,
  sealOf: string | undefined,
): void {
  document.moveDown(1);
  if (document.y + qrSize + 40 > document.page.height - pageMargin) document.addPage();
  const top = document.y;
  drawQrCode(document, { address, left: pageMargin, top, side: qrSize, color: ink });
  if (sealOf !== undefined) {
    const centreX = document.page.width - pageMargin - qrSize / 2;
    // Without meaning of its own to whoever listens: the organ stands among the lines.
    document.markContent('Artifact', { type: 'Layout' });
    drawSampleSeal(document, { organName: sealOf, centreX, centreY: top + qrSize / 2 });
    document.endMarkedContent();
  }
  document.x = pageMargin;
  document.y = top + qrSize + 8;
  document.font('regular').fontSize(10).fillColor(quiet).text(caption);
}
