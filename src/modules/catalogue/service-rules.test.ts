// Owns the proof of which clock a service runs by: its kind and legal basis choose, and bundling lengthens nothing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildCalendar, computeDeadline, formatRuleNote, parseCalendarYear } from '#engines/clock';
import { legalDay } from '#kernel/dates';
import { buildMode, buildService, readCityFile, readCityService } from './catalogue-fixtures.ts';
import type { ServiceContent } from './contract.ts';
import {
  clockRulesOfService,
  findStageLimit,
  findSupplyLimit,
  findVerificationLimit,
} from './service-rules.ts';

const year = async (name: string) =>
  parseCalendarYear(JSON.parse(await readCityFile(`../calendar/${name}.json`)));
const calendar = buildCalendar([await year('2025'), await year('2026')]);

const noLaw: ServiceContent['limits'] = {
  statutory: {
    own: false,
    onTheSpot: false,
    count: 0,
    unit: 'working-day',
    startsOn: 'acceptance',
    basis: [],
    verified: false,
  },
  promised: { count: 5, unit: 'working-day', basis: [] },
};

function lastDay(service: ServiceContent, from: string, together = false): string {
  const { statedLimit } = clockRulesOfService(service, { together });
  return computeDeadline({ calendar, from: legalDay(from), ...statedLimit }).due;
}

describe('the clock of a service', () => {
  test('a licence without a limit of its own law has 20 working days (行政许可法 第四十二条): accepted 2026-09-23, until 2026-10-28', () => {
    assert.equal(lastDay(buildService(), '2026-09-23'), '2026-10-28');
  });

  test('registration counts three working days (市场主体登记管理条例 第十九条): received Friday 2026-09-18, Sunday is worked, until 2026-09-22', async () => {
    assert.equal(lastDay(await readCityService('business-licence'), '2026-09-18'), '2026-09-22');
  });

  for (const kind of [
    'public-service',
    'administrative-confirmation',
    'administrative-payment',
    'other-administrative-power',
  ]) {
    test(`a ${kind} without a law's limit has its promise alone, and says so`, () => {
      const service = buildService({ kind, limits: noLaw });
      const rules = clockRulesOfService(service);
      assert.deepEqual(rules.notes, ['promised-limit-only']);
      assert.equal(rules.statedLimit.source, 'promise');
      assert.match(formatRuleNote('promised-limit-only', 'zh'), /承诺/);
      assert.equal(rules.deemedAcceptance, false);
      assert.equal(rules.extension, undefined);
      assert.deepEqual(rules.suspendableBy, []);
      // Monday 2026-11-23 is the event; five working days end on the next Monday.
      assert.equal(lastDay(service, '2026-11-23'), '2026-11-30');
    });
  }

  test('a service without any limit is refused: one must be set (优化营商环境条例 第三十六条)', () => {
    const service = buildService({ kind: 'public-service', limits: { ...noLaw, promised: null } });
    assert.throws(() => clockRulesOfService(service), /needs a limit/);
  });

  test('a promise longer than the law is disregarded and noted', () => {
    const service = buildService({
      limits: { ...buildService().limits, promised: { count: 30, unit: 'working-day', basis: ['a'] } },
    });
    const { notes, statedLimit } = clockRulesOfService(service);
    assert.deepEqual([notes, statedLimit.count, statedLimit.source], [['promise-too-long'], 20, 'law']);
  });

  test('45 and 15 days need a government’s decision that the service cites, and handling together (行政许可法 第二十六条)', () => {
    const citing = buildService({
      limits: { ...buildService().limits, jointHandling: { governmentDecision: ['decision'] } },
    });
    const joint = clockRulesOfService(citing, { together: true });
    assert.deepEqual(
      [
        joint.decision.count,
        joint.extension?.count,
        joint.extension?.approver,
        joint.governmentDecision?.law,
      ],
      [45, 15, 'government-head', '示例市人民政府关于联合办理的决定'],
    );
    assert.equal(lastDay(citing, '2026-09-23', true), '2026-12-02');
    assert.equal(clockRulesOfService(citing).decision.count, 20);
    assert.equal(clockRulesOfService(buildService(), { together: true }).decision.count, 20);
  });

  test('a mode has the stages that it states, else those of the service', async () => {
    const fire = buildService({
      limits: {
        ...buildService().limits,
        stages: [
          {
            step: 'inspection',
            name: { zh: '现场检查', en: 'Inspection' },
            count: 10,
            unit: 'working-day',
            basis: ['a'],
          },
        ],
      },
      modes: [buildMode('ordinary'), buildMode('commitment', { stages: [] }), buildMode('on-the-spot')],
    });
    assert.equal(findStageLimit(fire, 'inspection')?.count, 10);
    assert.equal(findStageLimit(fire, 'inspection', 'commitment'), undefined);
    assert.equal(findStageLimit(fire, 'inspection', 'on-the-spot')?.count, 10);
  });

  test('verification after a commitment and supply after a conditional acceptance are limits of their own', () => {
    const service = buildService({
      modes: [
        buildMode('ordinary'),
        buildMode('commitment', { verification: { count: 2, unit: 'month', basis: ['a'] } }),
        buildMode('conditional-acceptance', {
          evidence: ['x'],
          supplyWithin: { count: 10, unit: 'working-day' },
        }),
      ],
    });
    assert.deepEqual(
      [findVerificationLimit(service)?.count, findVerificationLimit(service)?.unit],
      [2, 'month'],
    );
    assert.deepEqual([findSupplyLimit(service)?.count, findSupplyLimit(service)?.basis.law], [10, '示例法']);
    assert.equal(findVerificationLimit(buildService()), undefined);
    assert.equal(findSupplyLimit(buildService()), undefined);
  });
});
