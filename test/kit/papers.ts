// Owns the files that tests attach: small, real and harmless; refuses nothing.
import { deflateSync } from 'node:zlib';
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
