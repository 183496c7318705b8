// Owns the proof that a life event is published only if its decisions answer every combination, as its examples say.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildDecisions, buildLifeEventFile, readCityFile } from './catalogue-fixtures.ts';
import { chooseServices } from './choose-services.ts';
import type { LifeEventContent, LifeEventFile } from './contract.ts';
import { readLifeEvent } from './read-life-event.ts';
import type { Situations } from './situations.ts';

async function readRestaurant(): Promise<LifeEventContent> {
  return await readLifeEvent(
    JSON.parse(await readCityFile('life-events/open-restaurant.json')),
    await readCityFile('life-events/open-restaurant.dmn'),
  );
}

const chosenKeys = (lifeEvent: LifeEventContent, situations: Situations) =>
  chooseServices(lifeEvent, situations).services.map((one) => one.serviceKey);

describe('the decisions of a life event', () => {
  test('an area that is chosen as a bracket reaches the tables as a number', async () => {
    const lifeEvent = await readLifeEvent(buildLifeEventFile(), buildDecisions());
    assert.deepEqual(chosenKeys(lifeEvent, { sign: 'yes', area: 'large' }), ['sign-permit', 'check']);
    const small = chooseServices(lifeEvent, { sign: 'no', area: 'small' });
    assert.deepEqual(small.services, []);
    assert.deepEqual(
      small.mayAlso.map((one) => one.serviceKey),
      ['check'],
    );
    assert.deepEqual(
      small.notNeeded.map((one) => one.serviceKey),
      ['sign-permit', 'check'],
    );
    assert.deepEqual(
      small.duties.map((one) => one.zh),
      ['自己检查。'],
    );
  });

  test('what is only offered is applied for where the applicant added it, and what is not offered never', async () => {
    const lifeEvent = await readLifeEvent(buildLifeEventFile(), buildDecisions());
    const chosen = { sign: 'no', area: 'small', alsoApplyFor: 'check,sign-permit' };
    assert.deepEqual(chosenKeys(lifeEvent, chosen), ['check']);
  });

  test('what others wait for comes first, along a chain', async () => {
    const file = buildLifeEventFile({
      order: [
        { service: 'sign-permit', waitsFor: 'check', because: { zh: '先检查。', en: 'First.' }, basis: [] },
      ],
    });
    const lifeEvent = await readLifeEvent(file, buildDecisions());
    const { services } = chooseServices(lifeEvent, { sign: 'yes', area: 'large' });
    assert.deepEqual(
      services.map((one) => [one.serviceKey, one.waitsFor, one.orderBecause?.zh ?? null]),
      [
        ['check', null, null],
        ['sign-permit', 'check', '先检查。'],
      ],
    );
    assert.equal(chooseServices(lifeEvent, { sign: 'yes', area: 'small' }).services[0]?.waitsFor, null);
  });

  test('an open question and an answer that was not offered are told beside their question', async () => {
    const lifeEvent = await readLifeEvent(buildLifeEventFile(), buildDecisions());
    assert.throws(() => chooseServices(lifeEvent, { area: 'huge' }), {
      code: 'situations-open',
      fields: [
        { field: 'sign', text: { zh: '请选择一项。', en: 'Please choose one.' } },
        { field: 'area', text: { zh: '请选择一项。', en: 'Please choose one.' } },
      ],
    });
  });

  test('a version from before decision tables still answers the drafts that rest on it', () => {
    const because = { zh: '因为。', en: 'Because.' };
    const { services: _services, reasons: _reasons, duties: _duties, ...old } = buildLifeEventFile();
    const lifeEvent: LifeEventContent = {
      ...old,
      rules: [
        { when: {}, services: ['food'], because },
        { when: { sign: 'no' }, services: [], notNeeded: ['sign-permit'], mayAlso: ['sign-permit'], because },
        { when: { sign: 'yes' }, services: ['sign-permit'], duties: [{ text: because, basis: [] }], because },
      ],
    };
    assert.deepEqual(chosenKeys(lifeEvent, { sign: 'yes', area: 'small' }), ['food', 'sign-permit']);
    const without = chooseServices(lifeEvent, { sign: 'no', area: 'small' });
    assert.deepEqual(
      [without.services.length, without.mayAlso[0]?.serviceKey, without.notNeeded[0]?.serviceKey],
      [1, 'sign-permit', 'sign-permit'],
    );
  });
});

describe('开办餐饮店', () => {
  const base = {
    businessLicence: 'not-held',
    dining: 'dine-in-other',
    signboard: 'none',
    drainage: 'not-sewer',
  };
  const expected: readonly (readonly [Situations, readonly string[]])[] = [
    [base, ['business-licence', 'fire-safety-check', 'food-operation-permit']],
    [{ ...base, dining: 'takeaway' }, ['business-licence', 'food-operation-permit']],
    [{ ...base, businessLicence: 'held' }, ['fire-safety-check', 'food-operation-permit']],
    [
      { ...base, dining: 'dine-in-small', alsoApplyFor: 'fire-safety-check' },
      ['business-licence', 'fire-safety-check', 'food-operation-permit'],
    ],
  ];
  for (const [situations, services] of expected) {
    test(`${situations['businessLicence']}, ${situations['dining']}: ${services.join(', ')}`, async () => {
      const keys = chosenKeys(await readRestaurant(), situations);
      assert.deepEqual([...keys].sort(), services);
    });
  }

  test('a small place must commit itself publicly (汕头经济特区消防条例 第三十八条第二款)', async () => {
    const { duties } = chooseServices(await readRestaurant(), { ...base, dining: 'dine-in-small' });
    assert.match(duties[0]?.zh ?? '', /公开承诺/);
  });

  test('food waits for the business licence only where both are applied for', async () => {
    const restaurant = await readRestaurant();
    const foodOf = (situations: Situations) =>
      chooseServices(restaurant, situations).services.find(
        (one) => one.serviceKey === 'food-operation-permit',
      );
    assert.equal(foodOf(base)?.waitsFor, 'business-licence');
    assert.equal(foodOf({ ...base, businessLicence: 'held' })?.waitsFor, null);
  });
});

describe('publishing a life event refuses', () => {
  const faulty: readonly (readonly [string, Partial<LifeEventFile>, string, RegExp])[] = [
    [
      'a decision that is missing',
      { services: ['sign-permit', 'check', 'other'] },
      buildDecisions(),
      /"other" is not there/,
    ],
    [
      'a decision that belongs to nothing',
      { services: ['sign-permit'] },
      buildDecisions(),
      /"check" is of no service/,
    ],
    ['a reason without words', { reasons: {} }, buildDecisions(), /reason "sign"/],
    [
      'a combination without a rule',
      {},
      buildDecisions().replace('"no"', '"never"'),
      /No rule of "sign-permit" holds for sign = no/,
    ],
    [
      'a combination with two rules, by both ids',
      {},
      buildDecisions().replace('<= 300', '<= 900'.replace('<', '&lt;')).replace('&lt;= 300', '&lt;= 900000'),
      /area-large and area-small/,
    ],
    ['a border inside a bracket', {}, buildDecisions('250'), /change within a bracket/],
    [
      'an example that differs',
      { examples: [{ when: { sign: 'yes' }, services: ['sign-permit'] }] },
      buildDecisions(),
      /expects services \[sign-permit\], but for sign = yes, area = large the decisions give \[sign-permit, check\]/,
    ],
    [
      'an example of nothing',
      { examples: [{ when: { sign: 'perhaps' }, services: [] }] },
      buildDecisions(),
      /agrees with no combination/,
    ],
    [
      'services that wait for each other',
      {
        order: ['sign-permit', 'check'].map((service, at, all) => ({
          service,
          waitsFor: all[1 - at] ?? null,
          because: { zh: '', en: '' },
          basis: [],
        })),
      },
      buildDecisions(),
      /waits for itself/,
    ],
    [
      'a legal basis that is not listed',
      { duties: { keep: { zh: '自己检查。', en: 'Check.', basis: ['nowhere'], verified: false } } },
      buildDecisions(),
      /legal basis "nowhere" is not there/,
    ],
    [
      'a clock',
      {},
      buildDecisions().replace('>area<', '>if today() > date("2026-01-01") then area else area<'),
      /reads the clock/,
    ],
    ['what is no DMN', {}, '<html/>', /malformed-xml/],
  ];
  for (const [what, changes, dmn, sentence] of faulty) {
    test(what, async () => {
      await assert.rejects(readLifeEvent(buildLifeEventFile(changes), dmn), sentence);
    });
  }

  test('a file of another shape, with the place', async () => {
    await assert.rejects(
      readLifeEvent({ ...buildLifeEventFile(), version: 0 }, buildDecisions()),
      /"\/version"/,
    );
  });
});
