import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import jsQR from 'jsqr';
import { legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import type { ClockView } from '#modules/work/contract';
import { html } from '#platform/markup';
import { renderErrorSummary } from './error-summary.ts';
import { describeAccepted, formatSize } from './file-field.ts';
import { inOtherLanguage, portalPaths } from './portal-paths.ts';
import { renderProgressLine } from './progress-line.ts';
import { renderQrCode } from './qr-code.ts';
import { renderLane } from './station-lane.ts';
import { buildTokenRules } from './token-rules.ts';

describe('Markup', () => {
  test('escapes text, in content and in attributes', () => {
    const typed = `"'><b>&`;
    assert.equal(
      html`<p title="${typed}">${typed}</p>`.toString(),
      '<p title="&quot;&#39;&gt;&lt;b&gt;&amp;">&quot;&#39;&gt;&lt;b&gt;&amp;</p>',
    );
  });

  test('leaves a place empty for nothing, and joins lists', () => {
    assert.equal(html`${false}${undefined}${null}${[html`<i>`, ' & ']}${0}`.toString(), '<i> &amp; 0');
  });
});

describe('The QR code', () => {
  test('is read back as the address that was put in', () => {
    const address = 'https://shantou.example/zh/verify/ACDEFGHJKMNPQRTWXY34679ACDEF';
    const svg = renderQrCode('zh', address).toString();
    assert.match(svg, /role="img" aria-label="二维码：https/);
    const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    const scale = 4;
    const pixels = new Uint8ClampedArray((side * scale) ** 2 * 4).fill(255);
    for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
        for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column += 1) {
          pixels.fill(0, (row * side * scale + column) * 4, (row * side * scale + column) * 4 + 3);
        }
      }
    }
    assert.equal(jsQR.default(pixels, side * scale, side * scale)?.data, address);
  });
});

describe('The progress line', () => {
  const now = new Date('2026-11-23T02:40:00Z');
  const line = (savedAt: Date) => renderProgressLine('zh', { step: 3, steps: 7, savedAt, now }).toString();

  test('says the time of today', () => {
    assert.match(line(new Date('2026-11-23T02:32:00Z')), /第3步，共7步，10:32已保存/);
  });

  test('says the day of another day', () => {
    assert.match(line(new Date('2026-11-20T02:32:00Z')), /2026年11月20日 10:32已保存/);
  });
});

describe('A clock in a lane', () => {
  const clock = {
    id: '01939a1c-0000-7000-8000-000000000001',
    kind: 'acceptance',
    startedOn: legalDay('2026-11-23'),
    dueOn: legalDay('2026-11-30'),
    elapsedDays: 0,
    countedDays: 5,
    unit: 'working-day',
    ended: false,
    replaced: false,
    revisedBecause: null,
    suspended: false,
    extended: false,
    overdue: false,
    summary: [],
    days: [],
    basis: text('《行政许可法》第三十二条', 'Administrative Licensing Law, article 32'),
    warnings: [],
  } as const;
  const lane = (changes: Partial<ClockView>) =>
    renderLane('zh', {
      heading: '食品经营许可',
      tags: [{ shape: 'now', label: '已收件' }],
      about: [],
      stations: [{ name: text('受理', 'Acceptance'), state: 'now', clock: { ...clock, ...changes } }],
    })
      .toString()
      .replaceAll(/<[^>]*>/g, '');

  test('never says day 0', () => {
    assert.match(lane({}), /还没有开始计日，共5个工作日 · 最晚2026年11月30日（星期一）/);
  });

  test('counts the days that have passed', () => {
    assert.match(lane({ elapsedDays: 3 }), /第3个工作日，共5个 · 最晚/);
  });

  test('says that it is stopped, not which day it is', () => {
    const stopped = lane({ elapsedDays: 3, suspended: true, revisedBecause: 'suspended' });
    assert.match(stopped, /现在停止计算期限 · 最晚2026年11月30日/);
    assert.doesNotMatch(stopped, /第3个工作日|因特别程序/);
  });

  test('says why its day is another than it was', () => {
    assert.match(lane({ revisedBecause: 'resumed' }), /特别程序结束，继续计算/);
    const both = lane({ revisedBecause: 'resumed', extended: true });
    assert.match(both, /特别程序结束，继续计算.*经批准延长/s);
    assert.equal(lane({ revisedBecause: 'extended', extended: true }).match(/经批准延长/g)?.length, 1);
  });

  test('says when the day has passed', () => {
    assert.match(lane({ elapsedDays: 6, overdue: true }), /最晚应在2026年11月30日（星期一）完成，已超期/);
  });
});

describe('Pieces', () => {
  test('name sizes as people do', () => {
    assert.deepEqual([12, 2_048, 1_480_000, 10 * 1024 * 1024].map(formatSize), [
      '12 B',
      '2 KB',
      '1.4 MB',
      '10 MB',
    ]);
    assert.equal(
      describeAccepted('en', ['application/pdf', 'image/png'], 10 * 1024 * 1024),
      'PDF, PNG; at most 10 MB a file.',
    );
  });

  test('show no error summary without errors', () => {
    assert.equal(renderErrorSummary('zh', []).toString(), '');
  });

  test('keep codes out of addresses and escape what is put into them', () => {
    assert.equal(
      portalPaths.search('zh', { q: '小吃 & 店' }),
      '/zh/search?q=%E5%B0%8F%E5%90%83+%26+%E5%BA%97',
    );
    assert.equal(inOtherLanguage('/en/notices?page=2', 'en'), '/zh/notices?page=2');
    assert.equal(inOtherLanguage('/elsewhere', 'zh'), '/en/');
  });

  test('take every colour from the tokens, and every theme is told in full where two could mix', () => {
    const rules = buildTokenRules();
    const mixed = rules.slice(rules.indexOf('(prefers-contrast: more) and'), rules.indexOf('@media print'));
    assert.equal(mixed.match(/#/g)?.length, rules.slice(0, rules.indexOf('@media')).match(/#/g)?.length);
  });
});
