// Owns how a paper of an organ looks: issuer, title, number, body, day, seal, English summary; refuses to decide a word.
import { collectPdf } from './collect-pdf.ts';
import { drawQrCode } from './draw-qr-code.ts';
import { drawSampleSeal } from './draw-seal.ts';
import { paperFonts } from './paper-fonts.ts';

/** A block of the body, in the order of printing. */
export type OfficialBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** Numbered from 1. */
  | { readonly kind: 'items'; readonly items: readonly string[] }
  | { readonly kind: 'entries'; readonly entries: readonly (readonly [label: string, value: string])[] }
  /** How something was counted, and the like: smaller and quiet. */
  | { readonly kind: 'small'; readonly lines: readonly string[] };

export interface OfficialPaper {
  /** In whose name it is issued; also round the seal. */
  readonly issuerName: string;
  readonly title: string;
  /** As 汕龙市监受〔2026〕1号. */
  readonly number: string;
  /** To whom, without the colon; undefined for a paper that is kept on file. */
  readonly addressee: string | undefined;
  readonly blocks: readonly OfficialBlock[];
  /** The day as it is printed. */
  readonly day: string;
  readonly summary: { readonly title: string; readonly lines: readonly string[] };
  readonly qr: { readonly address: string; readonly captions: readonly string[] };
  /** On top: that it bears no valid seal. */
  readonly sealMark: string;
  /** Under the summary: the same in full, in both languages, and what else the reader must know. */
  readonly marks: readonly string[];
  /** A picture (a JPEG that `isPrintablePicture`) of the receiver's signature, for a proof of delivery. */
  readonly signature?: { readonly caption: string; readonly picture: Buffer };
  readonly issuedAt: Date;
}

// GB/T 9704-2012 §5.2: A4, top margin 37 mm, binding margin 28 mm, type area 156 × 225 mm; here with 四号 in place of
// 三号, which §5.2.2 allows ('特定情况可以作适当调整', from memory), so that an ordinary paper is one sheet.
const millimetre = 72 / 25.4;
const margins = {
  top: 30 * millimetre,
  bottom: 20 * millimetre,
  left: 28 * millimetre,
  right: 26 * millimetre,
};
const ink = '#000000';
const quiet = '#4a5a6a';
const warning = '#a3201a';
const bodySize = 14;
const smallSize = 9.5;
const lineGap = 7;
const qrSide = 76;

type Section = ReturnType<PDFKit.PDFDocument['struct']>;

/** A document being written: everything readable goes into `section`, in the order of reading. */
interface Sheet {
  readonly document: PDFKit.PDFDocument;
  readonly section: Section;
  readonly left: number;
  readonly width: number;
}

/** The bytes of the paper; equal for equal content. Takes about 100 ms: never call it inside a transaction. */
export async function renderOfficialPaper(paper: OfficialPaper): Promise<Buffer> {
  const settings = {
    title: `${paper.title} ${paper.number}`,
    author: paper.issuerName,
    language: 'zh-CN',
    margins,
    madeAt: paper.issuedAt,
  };
  return await collectPdf(settings, (document) => {
    document.registerFont('song', paperFonts.song).registerFont('songBold', paperFonts.songBold);
    document.registerFont('hei', paperFonts.hei).registerFont('heiBold', paperFonts.heiBold);
    const section = document.struct('Document');
    document.addStructure(section);
    const width = document.page.width - margins.left - margins.right;
    const sheet: Sheet = { document, section, left: margins.left, width };
    writeHead(sheet, paper);
    for (const block of paper.blocks) writeBlock(sheet, block);
    writeClose(sheet, paper);
    writeFoot(sheet, paper);
    section.end();
    writePageNumbers(document);
  });
}

/** Adds something that is read aloud, as a heading or paragraph of the document's structure. */
function say({ document, section }: Sheet, type: 'H1' | 'H2' | 'P', write: () => void, language?: string) {
  section.add(document.struct(type, language === undefined ? {} : { lang: language }, write));
}

/** Adds what only looks; readers of the structure pass over it. */
function decorate(document: PDFKit.PDFDocument, draw: () => void): void {
  document.markContent('Artifact', { type: 'Layout' });
  draw();
  document.endMarkedContent();
}

function writeHead(sheet: Sheet, paper: OfficialPaper): void {
  const { document, left, width } = sheet;
  say(sheet, 'P', () => {
    document.font('hei').fontSize(smallSize).fillColor(warning);
    document.text(paper.sealMark, left, margins.top - 34, { width, align: 'right' });
  });
  document.y = margins.top;
  say(sheet, 'P', () => {
    document
      .font('songBold')
      .fontSize(18)
      .fillColor(ink)
      .text(paper.issuerName, left, document.y, { width, align: 'center' });
  });
  document.moveDown(0.25);
  say(sheet, 'H1', () => {
    document.font('songBold').fontSize(22).text(paper.title, { width, align: 'center' });
  });
  document.moveDown(0.5);
  say(sheet, 'P', () => {
    document.font('song').fontSize(bodySize).text(paper.number, { width, align: 'center' });
  });
  document.moveDown(0.5);
  decorate(document, () => {
    document
      .lineWidth(0.9)
      .strokeColor(ink)
      .moveTo(left, document.y)
      .lineTo(left + width, document.y)
      .stroke();
  });
  document.moveDown(0.9);
  const { addressee } = paper;
  if (addressee === undefined) return;
  say(sheet, 'P', () =>
    document.font('song').fontSize(bodySize).text(`${addressee}：`, left, document.y, { width, lineGap }),
  );
}

function writeBlock(sheet: Sheet, block: OfficialBlock): void {
  const { document, left, width } = sheet;
  const body = () => document.font('song').fontSize(bodySize).fillColor(ink);
  switch (block.kind) {
    case 'heading':
      say(sheet, 'H2', () =>
        document
          .font('heiBold')
          .fontSize(bodySize)
          .fillColor(ink)
          .text(block.text, left, document.y, { width, lineGap, indent: 2 * bodySize }),
      );
      return;
    case 'paragraph':
      say(sheet, 'P', () =>
        body().text(block.text, left, document.y, { width, lineGap, indent: 2 * bodySize }),
      );
      return;
    case 'items':
      for (const [index, item] of block.items.entries())
        say(sheet, 'P', () =>
          body().text(`${index + 1}. ${item}`, left, document.y, { width, lineGap, indent: 2 * bodySize }),
        );
      return;
    case 'entries':
      for (const [label, value] of block.entries) writeEntry(sheet, label, value);
      document.moveDown(0.4);
      return;
    case 'small':
      document.moveDown(0.2);
      for (const line of block.lines)
        say(sheet, 'P', () =>
          document
            .font('hei')
            .fontSize(smallSize)
            .fillColor(quiet)
            .text(line, left + 2 * bodySize, document.y, { width: width - 2 * bodySize, lineGap: 2.5 }),
        );
      document.moveDown(0.6);
  }
}

const labelWidth = 96;

function writeEntry(sheet: Sheet, label: string, value: string): void {
  const { document, left, width } = sheet;
  const valueWidth = width - labelWidth;
  document.font('song').fontSize(12.5);
  const height = document.heightOfString(value, { width: valueWidth, lineGap: 4 }) + 10;
  keepTogether(document, height);
  const top = document.y;
  decorate(document, () => {
    document
      .lineWidth(0.5)
      .strokeColor('#8896a5')
      .moveTo(left, top)
      .lineTo(left + width, top)
      .stroke();
  });
  say(sheet, 'P', () => {
    document
      .font('hei')
      .fontSize(11)
      .fillColor(quiet)
      .text(label, left, top + 6, { width: labelWidth - 8 });
    document
      .font('song')
      .fontSize(12.5)
      .fillColor(ink)
      .text(value, left + labelWidth, top + 5, { width: valueWidth, lineGap: 4 });
  });
  document.x = left;
  document.y = top + height;
}

/** A new page where what comes would be cut by the end of this one. */
function keepTogether(document: PDFKit.PDFDocument, height: number): void {
  if (document.y + height > document.page.height - margins.bottom) document.addPage();
}

const sealHeight = 110;

/** Organ and day at the right, the seal over both (GB/T 9704-2012 §7.3.5). */
function writeClose(sheet: Sheet, paper: OfficialPaper): void {
  const { document, left, width } = sheet;
  writeSignature(sheet, paper);
  keepTogether(document, sealHeight + 20);
  const top = document.y + 36;
  document.font('song').fontSize(bodySize);
  const half = Math.max(document.widthOfString(paper.issuerName), document.widthOfString(paper.day)) / 2;
  const centreX = left + width - half - 2 * bodySize;
  const centred = { width: 2 * half + 4, align: 'center' } as const;
  say(sheet, 'P', () => document.fillColor(ink).text(paper.issuerName, centreX - half - 2, top, centred));
  say(sheet, 'P', () => document.text(paper.day, centreX - half - 2, top + 28, centred));
  decorate(document, () =>
    drawSampleSeal(document, { organName: paper.issuerName, centreX, centreY: top + 26 }),
  );
  writeQr(sheet, paper, top - 16);
  document.x = left;
  document.y = top + 92;
}

/** At the left of organ and seal, so that what verifies the paper stands on the sheet that is signed. */
function writeQr(sheet: Sheet, { qr }: OfficialPaper, top: number): void {
  const { document, left } = sheet;
  decorate(document, () =>
    drawQrCode(document, { address: qr.address, left, top, side: qrSide, color: ink }),
  );
  document.font('hei').fillColor(quiet);
  const captions = { width: qrSide, align: 'center' } as const;
  for (const [index, caption] of qr.captions.entries())
    say(sheet, 'P', () =>
      document.fontSize(7.5).text(caption, left, top + qrSide + 3 + index * 11, captions),
    );
}

function writeSignature(sheet: Sheet, { signature }: OfficialPaper): void {
  if (signature === undefined) return;
  const { document, left, width } = sheet;
  keepTogether(document, 110);
  say(sheet, 'P', () =>
    document.font('hei').fontSize(11).fillColor(quiet).text(signature.caption, left, document.y, { width }),
  );
  const top = document.y + 4;
  const picture = document.struct('Figure', { alt: signature.caption }, () => {
    document.image(signature.picture, left, top, { fit: [180, 70] });
  });
  sheet.section.add(picture);
  document.y = top + 76;
}

/** The English summary; then what the paper is not. */
function writeFoot(sheet: Sheet, { summary, marks }: OfficialPaper): void {
  const { document, left, width } = sheet;
  // The type has curly quotation marks of Chinese width only, which tear English words apart.
  const straight = (words: string) => words.replace(/[‘’]/g, "'");
  const column = { width, lineGap: 1.5, paragraphGap: 2 };
  document.font('hei').fontSize(smallSize);
  const height = [...summary.lines, ...marks].reduce(
    (sum, line) => sum + document.heightOfString(straight(line), column) + column.paragraphGap,
    30,
  );
  keepTogether(document, height);
  const top = document.y + 6;
  decorate(document, () => {
    document
      .lineWidth(0.5)
      .strokeColor('#8896a5')
      .moveTo(left, top)
      .lineTo(left + width, top)
      .stroke();
  });
  document.y = top + 8;
  const line = (words: string, type: 'H2' | 'P', color: string, language?: string) =>
    say(
      sheet,
      type,
      () => {
        document
          .font(type === 'H2' ? 'heiBold' : 'hei')
          .fontSize(smallSize)
          .fillColor(color);
        document.text(straight(words), left, document.y, column);
      },
      language,
    );
  line(summary.title, 'H2', ink, 'en-GB');
  for (const words of summary.lines) line(words, 'P', ink, 'en-GB');
  for (const words of marks) line(words, 'P', warning);
}

/** – 1 –, where there is more than one page (GB/T 9704-2012 §7.5, here in the middle). */
function writePageNumbers(document: PDFKit.PDFDocument): void {
  const { start, count } = document.bufferedPageRange();
  if (count === 1) return;
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(start + page);
    decorate(document, () => {
      document.page.margins.bottom = 0;
      document.font('song').fontSize(10.5).fillColor(ink);
      document.text(`— ${page + 1} / ${count} —`, 0, document.page.height - margins.bottom + 24, {
        width: document.page.width,
        align: 'center',
        lineBreak: false,
      });
      document.page.margins.bottom = margins.bottom;
    });
  }
}
