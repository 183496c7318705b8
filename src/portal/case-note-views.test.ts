import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import type { OwnCase, OwnProcedure } from '#modules/cases';
import { caseNotes, caseRecord, isSupplyDue, modeView } from './case-note-views.ts';
import { stationsOf } from './status-views.ts';

const application = { id: 'a' };

const procedure: OwnProcedure = {
  id: 'p',
  kind: 'special',
  kindName: text('特别程序', 'Special procedure'),
  groundName: text('检测', 'Testing'),
  request: '',
  appointment: null,
  hearing: null,
  stopsClock: true,
  startsOn: legalDay('2026-11-23'),
  dueOn: legalDay('2026-12-04'),
  status: 'open',
  statusName: text('进行中', 'Open'),
  outcomeName: null,
  documents: [],
};

function buildOwnCase(changes: Partial<OwnCase>): OwnCase {
  return {
    mode: 'ordinary',
    modeName: text('一般程序', 'Ordinary'),
    commitment: null,
    procedures: [],
    acts: [],
    mayWithdraw: true,
    actsUnderway: [],
    id: 'c',
    number: 'BJ26-4FQX-9TWKD',
    serviceKey: 'food-operation-permit',
    serviceName: text('食品经营许可', 'Food permit'),
    organName: text('龙湖市场监管', 'Longhu market supervision'),
    status: 'accepted',
    statusName: text('审查中', 'Under review'),
    openedAt: new Date('2026-11-23T02:00:00Z'),
    receivedOn: legalDay('2026-11-23'),
    acceptedOn: legalDay('2026-11-23'),
    acceptedByLaw: false,
    decidedOn: null,
    closedAt: null,
    clocks: [],
    waitsFor: null,
    correction: null,
    decision: null,
    licence: null,
    papers: [],
    ...changes,
  };
}

const noted = (changes: Partial<OwnCase>) =>
  caseNotes(buildOwnCase(changes), application, 'zh').map(
    ({ tone, heading, lines }) => `${tone}: ${heading.zh} ${lines.map((line) => line.zh).join(' ')}`,
  );
const beside = (changes: Partial<OwnProcedure>) => noted({ procedures: [{ ...procedure, ...changes }] });

describe('What stands beside the stations of a case', () => {
  test('is nothing on the straight way', () => {
    assert.deepEqual(noted({}), []);
    assert.equal(modeView({ mode: 'ordinary' }), undefined);
    assert.equal(modeView({ mode: 'on-the-spot' })?.name.zh, '当场办结');
  });

  test('names what stops the clock and until when, as far as that is known', () => {
    assert.match(
      beside({})[0] ?? '',
      /^now: 检测：停止计算期限 从2026年11月23日（星期一）到2026年12月4日（星期五）/,
    );
    assert.match(
      beside({ dueOn: null, groundName: null })[0] ?? '',
      /特别程序：停止计算期限 从2026年11月23日（星期一）起/,
    );
  });

  test('names time and place of a visit, as the organ wrote them or as a moment of the city', () => {
    const visit = { kind: 'site-visit', stopsClock: false } as const;
    const at = (moment: string) =>
      beside({ ...visit, appointment: { at: moment, place: '示例路1号' } })[0] ?? '';
    assert.match(
      at('2026-12-01T09:30'),
      /^attention: 部门要到现场看 时间：2026年12月1日 09:30 地点：示例路1号/,
    );
    assert.match(at('2026-12-01T01:30:00.000Z'), /时间：2026年12月1日 09:30/);
    assert.match(at('下周二上午'), /时间：下周二上午/);
    assert.match(at('2026-13-45T99:99'), /时间：2026-13-45T99:99/);
    assert.match(beside({ ...visit, request: '请开门。' })[0] ?? '', /部门的说明：请开门。/);
  });

  test('tells of publicity and verification with and without a day', () => {
    assert.match(beside({ kind: 'publicity' })[0] ?? '', /公示到2026年12月4日（星期五）。公示不停止计算期限/);
    assert.match(beside({ kind: 'publicity', dueOn: null })[0] ?? '', /^now: 正在公示 公示不停止计算期限/);
    assert.match(beside({ kind: 'verification' })[0] ?? '', /最晚2026年12月4日（星期五）。请保持/);
    assert.match(beside({ kind: 'verification', dueOn: null })[0] ?? '', /^now: 部门要核查您的承诺 请保持/);
  });

  test('tells of a hearing: that it may be asked for and until when, then when, where and under whom it is held', () => {
    const may = { askBy: legalDay('2026-11-30'), presidingName: null };
    const hearing = {
      kind: 'special',
      groundName: text('听证', 'Hearing'),
      request: '油烟影响邻居。',
    } as const;
    const told = beside({ ...hearing, hearing: may, stopsClock: false, dueOn: may.askBy })[0] ?? '';
    assert.match(
      told,
      /^attention: 您可以要求听证 .*2026年11月30日（星期一）.*第四十七条.*不收费.*油烟影响邻居/,
    );
    const appointment = { at: '2026-12-10T01:30:00.000Z', place: '示例路2号' };
    const held =
      beside({ ...hearing, appointment, hearing: { askBy: null, presidingName: '示例张' } })[0] ?? '';
    assert.match(held, /时间：2026年12月10日 09:30 地点：示例路2号 听证主持人：示例张 .*回避/);
  });

  test('asks for deferred documents until they are sent, and says when it is too late', () => {
    const supply = { ...procedure, kind: 'supply', stopsClock: false } as const;
    const open = { procedures: [supply] };
    assert.match(noted(open)[0] ?? '', /^attention: 请补交您承诺的材料 最晚2026年12月4日（星期五）/);
    assert.ok(isSupplyDue(buildOwnCase(open)));
    const sent = { ...open, actsUnderway: ['supply'] };
    assert.match(noted(sent)[0] ?? '', /^now: 您已经补交材料/);
    assert.ok(!isSupplyDue(buildOwnCase(sent)));
    assert.match(
      beside({ ...supply, status: 'lapsed' })[0] ?? '',
      /^now: 补交的期限已经过了 期限是2026年12月4日/,
    );
    assert.deepEqual(beside({ ...supply, status: 'concluded' }), []);
  });

  test('puts what the applicant must do first', () => {
    const tones = caseNotes(
      buildOwnCase({ procedures: [procedure, { ...procedure, kind: 'supply' }] }),
      application,
      'zh',
    ).map(({ tone }) => tone);
    assert.deepEqual(tones, ['attention', 'now']);
  });

  test('asks for the choice of a stopped case once, and not where it was withdrawn', () => {
    const stopped = { status: 'stopped' } as const;
    assert.match(noted(stopped)[0] ?? '', /^attention: 请您选择 它要等的前一件事没有办成/);
    const named = { number: 'BJ', serviceName: text('营业执照', 'Licence') };
    assert.match(noted({ ...stopped, waitsFor: named })[0] ?? '', /它要等的“营业执照”没有办成/);
    assert.match(noted({ ...stopped, actsUnderway: ['go-on'] })[0] ?? '', /^now: 您的选择已经提交/);
    const withdrawn = { ...stopped, actsUnderway: ['withdraw'], mayWithdraw: false };
    assert.deepEqual(noted(withdrawn).length, 1);
    assert.match(noted(withdrawn)[0] ?? '', /^now: 撤回已经提交/);
  });

  test('says nothing of a withdrawal that was taken in, or that a decision came before', () => {
    const underway = { actsUnderway: ['withdraw'], mayWithdraw: false };
    assert.equal(noted(underway).length, 1);
    assert.deepEqual(noted({ ...underway, status: 'withdrawn', closedAt: new Date() }), []);
  });

  test('offers the withdrawal only while it is possible, and lists what has ended with its outcome', () => {
    const record = (changes: Partial<OwnCase>) => caseRecord(buildOwnCase(changes), application, 'zh');
    assert.equal(record({}).withdrawalPath, '/zh/applications/a/cases/c/withdrawal');
    assert.equal(record({ mayWithdraw: false }).withdrawalPath, undefined);
    const ended = { ...procedure, status: 'concluded', outcomeName: text('已结束', 'Ended') } as const;
    assert.deepEqual(
      record({ procedures: [ended, procedure] }).ended.map((line) => line.zh),
      ['检测：已结束'],
    );
  });
});

describe('The stations of a case', () => {
  const clock = {
    id: 'k',
    kind: 'decision',
    startedOn: legalDay('2026-11-23'),
    dueOn: legalDay('2026-12-21'),
    elapsedDays: 0,
    countedDays: 20,
    unit: 'working-day',
    ended: false,
    replaced: false,
    revisedBecause: null,
    suspended: false,
    extended: false,
    overdue: false,
    summary: [],
    days: [],
    basis: text('', ''),
    warnings: [],
  } as const;

  test('run by the clock that stands, and keep those that it goes on from', () => {
    const first = { ...clock, id: 'first', ended: true, replaced: true };
    const second = {
      ...clock,
      id: 'second',
      dueOn: legalDay('2026-12-30'),
      revisedBecause: 'extended',
    } as const;
    for (const clocks of [
      [first, second],
      [second, first],
    ]) {
      const review = stationsOf({ ...buildOwnCase({ clocks }), delivered: false }).find(
        ({ step }) => step === 'review',
      );
      assert.equal(review?.clock?.id, 'second');
      assert.deepEqual(
        review?.earlier?.map(({ id }) => id),
        ['first'],
      );
    }
  });

  test('end where a case ended without a decision', () => {
    const steps = (changes: Partial<OwnCase>) =>
      stationsOf({ ...buildOwnCase(changes), delivered: false }).map(({ step, state }) => `${step} ${state}`);
    assert.deepEqual(steps({ status: 'withdrawn' }), ['receipt done', 'acceptance done']);
    assert.deepEqual(steps({ status: 'terminated', acceptedOn: null }), ['receipt done']);
    assert.deepEqual(steps({ status: 'stopped', receivedOn: null, acceptedOn: null }), []);
  });
});
