// Owns how an organ's round seal is drawn; refuses to draw one that could be taken for a valid one.
import { paperFonts } from './paper-fonts.ts';

export interface SealPlace {
  /** The organ's whole name, as it runs round the star. */
  readonly organName: string;
  /** Points from the page's left and top. */
  readonly centreX: number;
  readonly centreY: number;
}

const red = '#c8161d';
/**
 * 42 millimetres across: departments and directly subordinate units have at most 4.5 centimetres, a five-pointed star
 * and their name from left to right round it (国务院关于国家行政机关和企业事业单位社会团体印章管理的规定 第十三条). Governments
 * of districts have the emblem of state instead (第九条), which is never drawn here.
 */
const radius = 59.5;
const widestArcDegrees = 250;

/**
 * A circle, a star and the organ's name round it, with 样章 and SAMPLE across: until a seal provider is connected a
 * paper bears no electronic seal (国务院关于在线政务服务的若干规定 第九条), and nobody is to believe that it does.
 */
export function drawSampleSeal(
  document: PDFKit.PDFDocument,
  { organName, centreX, centreY }: SealPlace,
): void {
  document.save().opacity(0.82);
  document.lineWidth(3).strokeColor(red).circle(centreX, centreY, radius).stroke();
  drawStar(document, centreX, centreY - 4, 17);
  drawArc(document, organName, centreX, centreY);
  document.registerFont('seal', paperFonts.heiBold).font('seal').fillColor(red);
  writeCentred(document, '样章', centreX, centreY + 18, 13);
  writeCentred(document, 'SAMPLE', centreX, centreY + 33, 9);
  document.restore().opacity(1);
}

function drawStar(document: PDFKit.PDFDocument, x: number, y: number, outer: number): void {
  const inner = outer * 0.382;
  for (let point = 0; point < 10; point += 1) {
    const angle = (point * Math.PI) / 5 - Math.PI / 2;
    const reach = point % 2 === 0 ? outer : inner;
    const [atX, atY] = [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
    if (point === 0) document.moveTo(atX, atY);
    else document.lineTo(atX, atY);
  }
  document.closePath().fill(red);
}

/** Each character upright on its own radius, left to right over the top. */
function drawArc(document: PDFKit.PDFDocument, organName: string, x: number, y: number): void {
  const characters = [...organName];
  const stepDegrees = Math.min(24, widestArcDegrees / Math.max(1, characters.length - 1));
  // A long name gets smaller letters, so that neighbours on the arc never touch.
  const size = Math.min(15, (stepDegrees * Math.PI * (radius - 14)) / 180);
  document.registerFont('arc', paperFonts.songBold).font('arc').fillColor(red);
  for (const [index, character] of characters.entries()) {
    const degrees = (index - (characters.length - 1) / 2) * stepDegrees;
    document.save().rotate(degrees, { origin: [x, y] });
    writeCentred(document, character, x, y - radius + 5, size);
    document.restore();
  }
}

function writeCentred(
  document: PDFKit.PDFDocument,
  words: string,
  x: number,
  top: number,
  size: number,
): void {
  document.fontSize(size);
  document.text(words, x - document.widthOfString(words) / 2, top, { lineBreak: false });
}
