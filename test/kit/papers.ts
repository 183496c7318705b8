// Owns the files that tests attach, small, real and harmless, and the reading of PDFs that the app made.
import { deflateSync, inflateSync } from 'node:zlib';
import PdfDocument from 'pdfkit';

/** A real PDF of one page. */
export async function buildPdf(sentence = 'A floor plan.'): Promise<Buffer> {
  const document = new PdfDocument({ size: 'A6' });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.text(sentence);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A real PNG: grey, of this size; with `statedPixels` its header claims another one, as a decompression bomb does. */
export function buildPng(width = 8, height = 8, statedWidth = width): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(statedWidth, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * What a PDF of ours says, a line for each paragraph of its structure in the order of reading; what only decorates
 * (seal, rules) is left out. Blind spot: it reads the way pdfkit writes and no other.
 */
export function textOfPdf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  const objects = new Map(
    [...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  const streamOf = (id: string | undefined) => {
    const body = objects.get(id ?? '') ?? '';
    const start = body.indexOf('stream\n') + 'stream\n'.length;
    return inflateSync(Buffer.from(body.slice(start), 'latin1')).toString('latin1');
  };
  const letters = new Map<string, readonly string[]>();
  for (const [, name = '', font = ''] of source.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1];
    if (unicode !== undefined) letters.set(name, lettersOf(streamOf(unicode)));
  }
  return [...source.matchAll(/\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R/g)]
    .map(([, contents]) => readPage(streamOf(contents), letters))
    .join('\n');
}

/** The characters by glyph of a ToUnicode map: ranges of pdfkit follow each other from 0. */
function lettersOf(map: string): readonly string[] {
  return [...map.matchAll(/\[([^\]]*)\]/g)].flatMap(([, range = '']) =>
    [...range.matchAll(/<([0-9a-f ]*)>/g)].map(([, code = '']) =>
      Buffer.from(code.replace(/ /g, ''), 'hex').swap16().toString('utf16le'),
    ),
  );
}

function readPage(content: string, letters: ReadonlyMap<string, readonly string[]>): string {
  const lines: string[] = [];
  let font: readonly string[] = [];
  let shown = true;
  let line = '';
  for (const [token] of content.matchAll(/\/Artifact|EMC|\/F\d+ [\d.]+ Tf|\[[^\]]*\] TJ/g)) {
    if (token === '/Artifact') shown = false;
    else if (token === 'EMC') {
      if (line !== '') lines.push(line);
      line = '';
      shown = true;
    } else if (token.endsWith('Tf')) font = letters.get(token.slice(1).split(' ')[0] ?? '') ?? [];
    else if (shown)
      line += [...token.matchAll(/<([0-9a-f]*)>/g)]
        .flatMap(([, codes = '']) => codes.match(/.{4}/g) ?? [])
        .map((code) => font[Number.parseInt(code, 16)] ?? '')
        .join('');
  }
  if (line !== '') lines.push(line);
  return lines.join('\n');
}
