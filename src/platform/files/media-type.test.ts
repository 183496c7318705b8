import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { mediaTypeOf, shownNameOf } from './media-type.ts';

const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj');

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(head);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  const data = Buffer.alloc(12);
  data.write('IDAT', 4, 'latin1');
  return Buffer.concat([head, data]);
}

/** A JPEG's beginning: SOI, an APP0 segment, then the frame header with height and width. */
function jpeg(width: number, height: number): Buffer {
  const app = Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app, frame, Buffer.alloc(32)]);
}

describe('the media type of a file', () => {
  test('is told from its content', async () => {
    const taken = [
      [pdf, '营业执照.pdf', 'application/pdf'],
      [pdf, 'SCAN.PDF', 'application/pdf'],
      [png(100, 100), 'a.b.png', 'image/png'],
      [jpeg(4_000, 3_000), 'photo.jpg', 'image/jpeg'],
      [jpeg(4_000, 3_000), 'photo.JPEG', 'image/jpeg'],
    ] as const;
    for (const [content, name, mediaType] of taken) assert.equal(await mediaTypeOf(content, name), mediaType);
  });

  test('is refused where the name says another', async () => {
    for (const name of ['a.png', 'a', 'pdf', 'a.pdf.exe', 'a.pdf ', 'a.', '.pdf/a']) {
      await assert.rejects(
        mediaTypeOf(pdf, name),
        { kind: 'unsupported-type', code: 'file-name-lies' },
        name,
      );
    }
  });

  test('is refused for everything but PDF, JPEG and PNG, whatever the name says', async () => {
    const zip = Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, ...Buffer.alloc(40)]);
    const others = [
      zip,
      Buffer.from('MZ\x90\0'),
      Buffer.from('GIF89a'),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      Buffer.from('<html><script>alert(1)</script>'),
      Buffer.from('just words'),
      Buffer.alloc(0),
    ];
    for (const content of others) {
      await assert.rejects(mediaTypeOf(content, 'a.pdf'), { kind: 'unsupported-type', code: 'file-type' });
    }
  });

  test('is refused for a picture that would unpack to more than 100 megapixels', async () => {
    await mediaTypeOf(png(10_000, 10_000), 'a.png');
    await mediaTypeOf(jpeg(10_000, 10_000), 'a.jpg');
    const bombs = [
      [png(10_001, 10_000), 'a.png'],
      [png(0xffffffff, 0xffffffff), 'a.png'],
      [jpeg(65_000, 65_000), 'a.jpg'],
    ] as const;
    for (const [content, name] of bombs) {
      await assert.rejects(mediaTypeOf(content, name), { code: 'picture-too-large' });
    }
  });

  test('never ends in anything but a type or a sentence, whatever the bytes', async () => {
    const beginning = fc.constantFrom(Buffer.alloc(0), pdf, png(1, 1), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    await fc.assert(
      fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 200 }), async (first, rest) => {
        const answer = await mediaTypeOf(Buffer.concat([first, rest]), 'a.jpg').catch(
          (error: unknown) => error,
        );
        assert.ok(
          answer === 'image/jpeg' || (answer instanceof Error && answer.name === 'AppError'),
          String(answer),
        );
      }),
    );
  });
});

describe('the name under which a file is shown', () => {
  test('is the last part of what the client sent, without what deceives', () => {
    const table = [
      ['营业执照.pdf', '营业执照.pdf'],
      ['C:\\Users\\me\\照片.jpg', '照片.jpg'],
      ['../../etc/passwd', 'passwd'],
      ['<script>alert(1)</script>.pdf', 'script>.pdf'],
      ['a\u202efdp.exe', 'afdp.exe'],
      ['line\nbreak\0.pdf', 'linebreak.pdf'],
      ['  a.pdf  ', 'a.pdf'],
      ['', 'file'],
      ['folder/', 'file'],
      ['e\u0301.pdf', 'é.pdf'],
    ] as const;
    for (const [given, shown] of table) {
      assert.equal(shownNameOf(given), shown === 'script>.pdf' ? 'script.pdf' : shown, given);
    }
  });

  test('keeps its ending when it is cut', () => {
    const shown = shownNameOf(`${'长'.repeat(300)}.pdf`);
    assert.equal(shown.length, 120);
    assert.match(shown, /长\.pdf$/);
  });

  test('is not cut within a character, which the database would refuse', () => {
    for (const letters of ['', 'x']) {
      const shown = shownNameOf(`${letters}${'😀'.repeat(100)}.pdf`);
      assert.ok(shown.isWellFormed() && shown.endsWith('😀.pdf'), shown);
    }
  });

  test('is short, shown on one line and harmless in a page, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const shown = shownNameOf(given);
        assert.ok(shown.length > 0 && shown.length <= 120);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}<>"/\\]/u);
        assert.ok(shown.isWellFormed());
      }),
    );
  });
});
