import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isId, newId } from './ids.ts';

describe('ids', () => {
  test('are UUIDs of version 7 and variant 10 (RFC 9562 §5.7) that begin with their moment', () => {
    const moments = fc.date({
      min: new Date(0),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (now) => {
        const id = newId(now);
        assert.ok(isId(id));
        assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), now.getTime());
      }),
    );
  });

  test('sort by time as text, and are never the same', () => {
    const earlier = newId(new Date('2026-11-23T00:00:00.000Z'));
    const later = newId(new Date('2026-11-23T00:00:00.001Z'));
    assert.ok(earlier < later);
    const now = new Date();
    assert.equal(new Set(Array.from({ length: 5_000 }, () => newId(now))).size, 5_000);
  });

  test('are only what is written in one way', () => {
    const id = newId(new Date());
    const wrong = [
      id.toUpperCase(),
      ` ${id}`,
      `${id}\n`,
      id.replaceAll('-', ''),
      `{${id}}`,
      '',
      'x',
      null,
      7,
      [id],
    ];
    for (const one of wrong) assert.equal(isId(one), false, String(one));
  });
});
