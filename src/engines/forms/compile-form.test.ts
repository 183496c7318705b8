import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Answers } from './answers.ts';
import { buildAnswers, findDivision, restaurantForm } from './form-fixtures.ts';
import { checkConsistency, compileForm, listChoices } from './index.ts';

const form = compileForm(restaurantForm);

function sentenceFor(field: string, value: Answers[string]): string | undefined {
  const errors = form.validateAll(buildAnswers({ [field]: value }));
  assert.ok(errors.length <= 1, 'one wrong answer gives one sentence');
  return errors[0]?.text.zh;
}

describe('A compiled form', () => {
  test('accepts answers that are right', () => {
    assert.deepEqual(form.validateAll(buildAnswers()), []);
    assert.deepEqual(form.listIncompletePages(buildAnswers()), []);
  });

  const wrong: readonly [string, Answers[string], string][] = [
    ['shopName', '店', '店铺名称至少要有2个字。'],
    ['shopName', '店'.repeat(61), '店铺名称不能超过60个字。'],
    ['shopName', '一\n二', '店铺名称的开头和结尾不能是空格，中间不能换行。'],
    ['operatorKind', 'monarch', '请从列出的选项中选择一项。'],
    ['businessItems', [], '请至少选择一项。'],
    ['businessItems', ['hot-food', 'hot-food'], '同一项请只选一次。'],
    ['businessItems', ['stones'], '请从列出的选项中选择。'],
    ['premisesStreet', '440512001', '请选择龙湖区或者金平区的一个街道。'],
    ['floorAreaM2', '大约八十', '请用数字填写面积，例如：85.5。'],
    ['floorAreaM2', 0, '面积不能小于1平方米。'],
    ['floorAreaM2', 20_001, '面积不能大于20000平方米。'],
    ['floorAreaM2', 85.55, '面积最多写一位小数，例如：85.5。'],
    ['openFlame', 'perhaps', '请选择“使用”或者“不使用”。'],
    ['contactMobile', '1234', '请填写11位手机号码，例如：13800000000。'],
    ['plannedOpening', '2026-02-30', '请填写真实存在的日期，例如：2026年12月1日。'],
  ];
  for (const [field, value, expected] of wrong) {
    test(`answers ${JSON.stringify(value).slice(0, 40)} for ${field} with the form's own sentence`, () => {
      assert.equal(sentenceFor(field, value), expected);
    });
  }

  test('takes every area with one decimal, whatever doubles make of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 200_000 }), (tenths) => {
        assert.equal(sentenceFor('floorAreaM2', tenths / 10), undefined);
      }),
    );
  });

  test('counts characters, not the units that a computer stores them in', () => {
    assert.equal(sentenceFor('shopName', '𠮷'.repeat(60)), undefined);
  });

  test('judges a page without asking for the others', () => {
    assert.deepEqual(form.validatePage('shop', { shopName: '示例饮食店', operatorKind: 'company' }), []);
    assert.deepEqual(
      form.validatePage('premises', {}).map((error) => error.field),
      ['premisesStreet', 'premisesAddress', 'floorAreaM2'],
    );
  });

  test('names the pages that still need answers', () => {
    assert.deepEqual(form.listIncompletePages({}), [
      'shop',
      'premises',
      'kitchen',
      'sign',
      'drainage',
      'contact',
    ]);
    assert.deepEqual(form.listIncompletePages(buildAnswers({ openFlame: 'perhaps' })), ['kitchen']);
  });

  test('refuses a field that it does not have', () => {
    assert.deepEqual(
      form.validateAll(buildAnswers({ isAdmin: true })).map((error) => error.field),
      ['isAdmin'],
    );
  });

  test('forgets an answer whose field was emptied', () => {
    const merged = form.mergePage(buildAnswers({ plannedOpening: '2026-12-01' }), 'contact', {
      contactMobile: '13900000000',
    });
    assert.equal(merged['plannedOpening'], undefined);
    assert.equal(merged['contactMobile'], '13900000000');
    assert.equal(merged['shopName'], buildAnswers()['shopName']);
  });

  test('refuses a page that it does not have', () => {
    assert.throws(() => form.validatePage('constructor', {}), RangeError);
  });
});

describe('Answers in words', () => {
  const described = form.describe(buildAnswers({ plannedOpening: '2026-12-01' }), { findDivision });
  const wordsFor = (field: string) => described.find((one) => one.field === field)?.value;

  test('name options, divisions, units and dates in both languages', () => {
    assert.equal(wordsFor('operatorKind')?.zh, '个体工商户');
    assert.equal(wordsFor('businessItems')?.zh, '热食类制售、自制饮品制售');
    assert.equal(wordsFor('premisesStreet')?.zh, '龙湖区金霞街道');
    assert.equal(wordsFor('premisesStreet')?.en, 'Jinxia Subdistrict, Longhu District');
    assert.equal(wordsFor('floorAreaM2')?.zh, '85.5平方米');
    assert.equal(wordsFor('openFlame')?.zh, '使用');
    assert.equal(wordsFor('plannedOpening')?.zh, '2026年12月1日（星期二）');
    assert.equal(wordsFor('contactMobile')?.zh, '13800000000');
  });

  test('shorten what is sensitive for others than the applicant', () => {
    const [mobile] = form
      .describe(buildAnswers(), { findDivision, shortenSensitive: true })
      .filter((one) => one.field === 'contactMobile');
    assert.equal(mobile?.value.zh, '138****0000');
  });

  test('say where nothing was given', () => {
    const [opening] = form.describe(buildAnswers(), { findDivision }).filter((one) => !one.answered);
    assert.equal(opening?.field, 'plannedOpening');
    assert.equal(opening?.value.zh, '没有填写');
  });
});

describe('The choices of a field', () => {
  test('are the streets by district', () => {
    const groups = listChoices(restaurantForm, 'premisesStreet', findDivision);
    assert.deepEqual(
      groups.map((group) => [group.heading?.zh, group.choices.length]),
      [
        ['龙湖区', 10],
        ['金平区', 12],
      ],
    );
  });

  test('of yes and no are sent as true and false', () => {
    const [group] = listChoices(restaurantForm, 'openFlame', findDivision);
    assert.deepEqual(
      group?.choices.map((choice) => choice.value),
      ['true', 'false'],
    );
  });
});

describe('Consistency with the interview', () => {
  const rule = {
    when: { dining: 'dine-in-small' },
    field: 'floorAreaM2',
    maximum: 300,
    error: { zh: '面积超过了300平方米。', en: 'The area is larger than 300 m².' },
  };

  test('is broken by a small place of more than 300 m², and not by 300 itself', () => {
    const small = { dining: 'dine-in-small' };
    assert.equal(checkConsistency([rule], small, buildAnswers({ floorAreaM2: 300.1 })).length, 1);
    assert.equal(checkConsistency([rule], small, buildAnswers({ floorAreaM2: 300 })).length, 0);
  });

  test('binds only in its situation', () => {
    assert.deepEqual(
      checkConsistency([rule], { dining: 'dine-in-other' }, buildAnswers({ floorAreaM2: 900 })),
      [],
    );
  });
});
