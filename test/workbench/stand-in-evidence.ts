// Owns two small files as evidence: a drawing and a page of text; refuses real people's papers.
import { crc32, deflateSync } from 'node:zlib';

interface EvidenceFile {
  readonly mediaType: string;
  readonly content: Buffer;
}

export function evidenceFile(evidenceId: string): EvidenceFile {
  return evidenceId === 'plan'
    ? { mediaType: 'image/png', content: drawPlan() }
    : { mediaType: 'application/pdf', content: writePage() };
}

const width = 900;
const height = 560;

/** Rooms as lines (left, top, right, bottom), so that turning and zooming can be seen. */
const rooms = [
  [30, 30, 860, 520],
  [30, 30, 330, 300],
  [330, 30, 600, 300],
  [690, 380, 860, 520],
] as const;

function isWall(x: number, y: number): boolean {
  return rooms.some(([left, top, right, bottom]) => {
    const inside = x >= left && x <= right && y >= top && y <= bottom;
    return inside && Math.min(x - left, right - x, y - top, bottom - y) < 4;
  });
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A grey PNG of eight bits (PNG specification, clauses 5 and 11). */
function drawPlan(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = isWall(x, y) ? 40 : 255;
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function writePage(): Buffer {
  const stream = 'BT /F1 24 Tf 60 720 Td (Food safety rules) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let page = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = page.length;
    page += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = page.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  page += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(page, 'latin1');
}
