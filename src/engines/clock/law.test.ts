import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chineseNumber, formatLawReference, type LawReference, law, lawRank, lawVersion } from './law.ts';
import { findLawText } from './law-texts.ts';

describe('references to law', () => {
  test('read as lawyers write them, in both languages', () => {
    const table: [LawReference, string, string][] = [
      [
        law.jointDecision,
        '《行政许可法》第四十二条第二款',
        'Administrative Licensing Law, article 42, paragraph 2',
      ],
      [
        law.correctionNotice,
        '《行政许可法》第三十二条第一款第四项',
        'Administrative Licensing Law, article 32, paragraph 1, item 4',
      ],
      [law.restDayRollsOn, '《民法典》第二百零三条第一款', 'Civil Code, article 203, paragraph 1'],
      [{ law: '消防法', article: '15' }, '《消防法》第十五条', '《消防法》, article 15'],
      [
        { law: '消防法', lawEn: 'Fire Protection Law', article: '15之一' },
        '《消防法》第15之一条',
        'Fire Protection Law, article 15之一',
      ],
    ];
    for (const [reference, zh, en] of table) {
      assert.equal(formatLawReference(reference, 'zh'), zh);
      assert.equal(formatLawReference(reference, 'en'), en);
    }
  });

  test('have Chinese numbers', () => {
    const table = [
      ['1', '一'],
      ['10', '十'],
      ['15', '十五'],
      ['20', '二十'],
      ['82', '八十二'],
      ['100', '一百'],
      ['115', '一百一十五'],
      ['201', '二百零一'],
      ['1001', '一千零一'],
      ['1010', '一千零一十'],
      ['1259', '一千二百五十九'],
    ] as const;
    for (const [number, spoken] of table) assert.equal(chineseNumber(number), spoken);
  });

  test('of the clock itself all have their words, version and rank at hand', () => {
    for (const reference of Object.values<LawReference>(law)) {
      assert.ok(findLawText(reference), formatLawReference(reference, 'zh'));
      assert.match(lawVersion(reference) ?? '', /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(lawRank(reference));
    }
  });

  test('to other sources bring their own words and rank, or none', () => {
    const rule: LawReference = { law: '某规章', article: '9', rank: 'rule', text: '十日内' };
    assert.equal(findLawText(rule), '十日内');
    assert.equal(lawRank(rule), 'rule');
    assert.equal(findLawText({ law: '某规章', article: '9' }), undefined);
    assert.equal(lawRank({ law: '某规章', article: '9' }), undefined);
  });
});
