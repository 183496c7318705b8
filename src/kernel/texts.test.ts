import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bracketed, fillText, inLocale, isLocale, labelled, listed, locales, text } from './texts.ts';

describe('texts in two languages', () => {
  const message = text('{name}，还有 {days} 天。', '{name}, {days} days are left.');

  test('are given in the reader’s language with their places filled', () => {
    assert.equal(inLocale(message, 'zh', { name: '张三', days: 3 }), '张三，还有 3 天。');
    assert.equal(inLocale(message, 'en', { name: 'Zhang San', days: 0 }), 'Zhang San, 0 days are left.');
  });

  test('show a place that nothing fills, so that it is seen', () => {
    assert.equal(inLocale(message, 'en', { days: 3 }), '{name}, 3 days are left.');
    assert.equal(inLocale(text('{toString}', '{constructor}'), 'en'), '{constructor}');
  });

  test('are filled once: what fills a place is never read as a place', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const filled = fillText(text('{name}', '<{name}>'), { name: `{name}${name}` });
        assert.deepEqual(filled, { zh: `{name}${name}`, en: `<{name}${name}>` });
      }),
    );
  });

  test('know their languages', () => {
    assert.deepEqual(locales.map(isLocale), [true, true]);
    for (const other of ['ZH', 'zh-CN', '', undefined, null, 1]) assert.equal(isLocale(other), false);
  });

  test('are put together with the marks of the reader’s language', () => {
    assert.equal(listed(['甲', '乙'], 'zh'), '甲、乙');
    assert.equal(listed([text('甲', 'A'), 'B'], 'en'), 'A, B');
    assert.equal(labelled('记录人', '示例甲', 'zh'), '记录人：示例甲');
    assert.equal(labelled('Recorded by', 'A', 'en'), 'Recorded by: A');
    assert.equal(bracketed('面积', '平方米', 'zh'), '面积（平方米）');
    assert.equal(bracketed('Area', 'm²', 'en'), 'Area (m²)');
  });
});
