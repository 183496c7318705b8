import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { legalDay } from '#kernel/dates';
import { locales } from '#kernel/texts';
import { buildDeadline } from './clock-fixtures.ts';
import {
  formatLimit,
  formatRuleNote,
  formatWarning,
  listDerivation,
  summariseDerivation,
  suspensionGroundText,
} from './derivation-text.ts';
import { law } from './law.ts';
import { suspensionGrounds } from './rules.ts';

describe('a derivation in words', () => {
  const { derivation } = buildDeadline('2026-09-28');

  test('is a few lines', () => {
    assert.deepEqual(summariseDerivation(derivation, 'zh'), [
      '2026年9月28日（星期一）：当日不计入（《民法典》第二百零一条第一款）',
      '2026年9月29日至2026年9月30日：计第1至2日（《行政许可法》第四十二条第一款）',
      '2026年10月1日至2026年10月7日：国庆节放假，7天不计入（《国务院办公厅关于2026年部分节假日安排的通知》）',
      '2026年10月8日至2026年10月9日：计第3至4日（《行政许可法》第四十二条第一款）',
      '2026年10月10日（星期六）：国庆节调休上班，计第5日（《国务院办公厅关于2026年部分节假日安排的通知》）',
      '2026年10月11日（星期日）：周末，不计入（《国务院关于职工工作时间的规定》第七条第一款）',
      '2026年10月12日至2026年10月30日：计第6至20日（其间周末4天不计入）（《行政许可法》第四十二条第一款）',
    ]);
    assert.equal(
      summariseDerivation(derivation, 'en').at(-1),
      '12 October 2026 to 30 October 2026: days 6 to 20 (weekend days left out: 4) (Administrative Licensing Law, article 42, paragraph 1)',
    );
  });

  test('is told day by day in full', () => {
    const lines = listDerivation(derivation, 'zh');
    assert.equal(lines.length, derivation.length);
    assert.equal(
      lines[12],
      '2026年10月10日（星期六）：第5日（国庆节调休上班）（《国务院办公厅关于2026年部分节假日安排的通知》）',
    );
    assert.match(
      listDerivation(derivation, 'en')[3] ?? '',
      /^Thursday 1 October 2026: National Day, not counted/,
    );
  });

  test('names what stopped the clock, the extension, and the day to which it rolls', () => {
    const lines = summariseDerivation(
      buildDeadline('2026-03-02', {
        count: 3,
        unit: 'calendar-day',
        suspensions: [
          {
            from: legalDay('2026-03-04'),
            to: legalDay('2026-03-05'),
            basis: law.licenceSuspension,
            label: suspensionGroundText('expert-review'),
          },
        ],
        extensions: [{ count: 1, basis: law.licenceDecision }],
      }).derivation,
      'zh',
    );
    assert.deepEqual(lines.slice(1), [
      '2026年3月3日（星期二）：计第1日（《行政许可法》第四十二条第一款）',
      '2026年3月4日至2026年3月5日：专家评审，2天暂停计算（《行政许可法》第四十五条）',
      '2026年3月6日至2026年3月7日：计第2至3日（《行政许可法》第四十二条第一款）',
      '2026年3月8日（星期日）：计第4日（延长期限）（《行政许可法》第四十二条第一款）',
      '2026年3月9日（星期一）：期限末日为休息日，顺延至本日（《民法典》第二百零三条第一款）',
    ]);
  });

  test('leaves no place unfilled, in either language', () => {
    const all = buildDeadline('2026-12-21', {
      suspensions: [
        { from: legalDay('2026-12-24'), to: legalDay('2026-12-25'), basis: law.licenceSuspension },
      ],
    });
    for (const locale of locales) {
      const lines = [
        ...summariseDerivation(all.derivation, locale),
        ...listDerivation(all.derivation, locale),
        ...all.warnings.map((warning) => formatWarning(warning, locale)),
      ];
      for (const line of lines) assert.doesNotMatch(line, /\{|\}|undefined|null/);
    }
  });
});

describe('limits, warnings and notes in words', () => {
  test('say the unit, singular where it is one', () => {
    assert.equal(formatLimit({ count: 20, unit: 'working-day' }, 'zh'), '20个工作日');
    assert.equal(formatLimit({ count: 20, unit: 'working-day' }, 'en'), '20 working days');
    assert.equal(formatLimit({ count: 1, unit: 'month' }, 'en'), '1 month');
  });

  test('name the year that nobody announced', () => {
    assert.match(formatWarning({ code: 'year-not-announced', year: 2027 }, 'zh'), /2027年.*尚未公布/);
    assert.match(formatWarning({ code: 'year-not-announced', year: 2027 }, 'en'), /not announced .* 2027/);
  });

  test('exist for every note and ground', () => {
    assert.match(formatRuleNote('promised-limit-only', 'zh'), /承诺时限/);
    for (const ground of suspensionGrounds) assert.notEqual(suspensionGroundText(ground).zh, '');
  });
});
