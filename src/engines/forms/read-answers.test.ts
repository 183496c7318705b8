import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { restaurantForm } from './form-fixtures.ts';
import { compileForm, splitDate } from './index.ts';

const form = compileForm(restaurantForm);

function read(pageKey: string, sent: Record<string, string | string[]>) {
  const fields = new Map(Object.entries(sent).map(([name, value]) => [name, [value].flat()]));
  return form.readAnswers(fields, pageKey);
}

describe('Reading a page of a form', () => {
  const lines: readonly [string, string, string, string, unknown][] = [
    ['trims a name', 'shop', 'shopName', '  示例饮食店\u3000', '示例饮食店'],
    ['makes full-width digits and letters narrow', 'shop', 'shopName', '示例２４小时ＡＢ', '示例24小时AB'],
    [
      'keeps full-width brackets of a Chinese name',
      'shop',
      'shopName',
      '示例（汕头）饮食店',
      '示例（汕头）饮食店',
    ],
    [
      'drops marks that turn the direction of writing',
      'shop',
      'shopName',
      '示例\u202Egnp\u2066店',
      '示例gnp店',
    ],
    ['makes one line of several', 'shop', 'shopName', '示例\n饮食店', '示例 饮食店'],
    ['keeps a choice that does not exist, to be refused', 'shop', 'operatorKind', 'monarch', 'monarch'],
    ['reads a number', 'premises', 'floorAreaM2', '85.5', 85.5],
    ['reads a number in full-width digits', 'premises', 'floorAreaM2', '８５．５', 85.5],
    ['reads a number with its unit', 'premises', 'floorAreaM2', '85.5 平方米', 85.5],
    ['reads a number with ㎡', 'premises', 'floorAreaM2', '120㎡', 120],
    ['reads a number with separators', 'premises', 'floorAreaM2', '1，200', 1200],
    ['keeps what is no number as it was typed', 'premises', 'floorAreaM2', '大约八十', '大约八十'],
    ['reads no exponents', 'premises', 'floorAreaM2', '1e3', '1e3'],
    ['reads no endless digits', 'premises', 'floorAreaM2', '9'.repeat(400), '9'.repeat(400)],
    ['reads yes', 'kitchen', 'openFlame', 'true', true],
    ['reads no', 'kitchen', 'openFlame', 'false', false],
    ['keeps what is neither', 'kitchen', 'openFlame', 'perhaps', 'perhaps'],
    ['reads a mobile number with blanks', 'contact', 'contactMobile', '138 0000 0000', '13800000000'],
    [
      'reads a mobile number with the country code',
      'contact',
      'contactMobile',
      '+86-138-0000-0000',
      '13800000000',
    ],
    ['reads a date in one piece', 'contact', 'plannedOpening', '2026年12月1日', '2026-12-01'],
  ];
  for (const [title, page, field, typed, expected] of lines) {
    test(title, () => assert.deepEqual(read(page, { [field]: typed }), { [field]: expected }));
  }

  test('reads several choices', () => {
    assert.deepEqual(read('kitchen', { businessItems: ['hot-food', 'pastry'] }), {
      businessItems: ['hot-food', 'pastry'],
    });
  });

  test('reads a date of three inputs, and shows it again', () => {
    const sent = {
      'plannedOpening.year': '２０２６',
      'plannedOpening.month': '3',
      'plannedOpening.day': '1',
    };
    const answers = read('contact', sent);
    assert.deepEqual(answers, { plannedOpening: '2026-03-01' });
    assert.deepEqual(splitDate(answers['plannedOpening']), { year: '2026', month: '3', day: '1' });
  });

  test('keeps the parts of a date that does not exist', () => {
    const sent = { 'plannedOpening.year': '2026', 'plannedOpening.month': '2', 'plannedOpening.day': '30' };
    assert.deepEqual(splitDate(read('contact', sent)['plannedOpening']), {
      year: '2026',
      month: '2',
      day: '30',
    });
    const half = { 'plannedOpening.year': '', 'plannedOpening.month': '二', 'plannedOpening.day': '' };
    assert.deepEqual(splitDate(read('contact', half)['plannedOpening']), { year: '', month: '二', day: '' });
  });

  test('leaves out what is empty, of other pages, or unknown', () => {
    assert.deepEqual(
      read('shop', { shopName: ' ', contactMobile: '13800000000', __proto__: 'x', isAdmin: '1' }),
      {},
    );
  });

  test('of what anybody may send never fails and never brings a field of another page', () => {
    const names = fc.oneof(
      fc.constantFrom('plannedOpening.year', ...Object.keys(restaurantForm.fields)),
      fc.string(),
    );
    const sent = fc.dictionary(names, fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }));
    fc.assert(
      fc.property(sent, fc.constantFrom(...restaurantForm.pages), (fields, page) => {
        const answers = form.readAnswers(new Map(Object.entries(fields)), page.key);
        for (const key of Object.keys(answers)) assert.ok(page.fields.includes(key));
        for (const error of form.validatePage(page.key, answers))
          assert.ok(page.fields.includes(error.field));
      }),
    );
  });

  test('gives the same answers when what was read is sent again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const once = read('shop', { shopName: typed });
        const name = once['shopName'];
        assert.deepEqual(read('shop', typeof name === 'string' ? { shopName: name } : {}), once);
      }),
    );
  });
});
