import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { text } from '#kernel/texts';
import { type CaseStatus, caseStatuses } from '#modules/cases/contract';
import { describeCaseStatus, describeStanding } from './case-status.ts';

const named = (status: CaseStatus, correctionReplied = false) => ({
  serviceName: text('食品经营许可', 'Food permit'),
  status,
  correctionReplied,
  supplyDue: false,
  choiceSent: false,
});

describe('Where an application stands', () => {
  const rows: readonly [string, ReturnType<typeof named>[], string, RegExp][] = [
    ['has no cases yet', [], '已提交', /不用您做什么/],
    ['has open cases', [named('granted'), named('waiting')], '正在办理', /1件办好，共2件。目前不用您做什么/],
    [
      'waits for the applicant',
      [named('granted'), named('correcting')],
      '等您补材料',
      /“食品经营许可”的材料需要补正/,
    ],
    ['got the applicant’s reply', [named('correcting', true)], '正在办理', /不用您做什么/],
    [
      'has documents to be supplied later',
      [named('granted'), { ...named('accepted'), supplyDue: true }],
      '等您补交材料',
      /“食品经营许可”还有您承诺补交的材料/,
    ],
    [
      'got the applicant’s choice',
      [named('refused'), { ...named('stopped'), choiceSent: true }],
      '正在办理',
      /不用您做什么/,
    ],
    [
      'was granted, with a part withdrawn',
      [named('granted'), named('withdrawn')],
      '已经办结，有的撤回了',
      /重新申请/,
    ],
    ['was granted', [named('granted'), named('granted')], '全部办好了', /结果/],
    ['was refused in part', [named('granted'), named('refused')], '已经办结，有的没有通过', /您的权利/],
    ['stopped in part', [named('not-accepted'), named('stopped')], '等您选择', /没有办成/],
    ['was withdrawn', [named('withdrawn')], '已经撤回', /重新申请/],
    ['was ended in part', [named('granted'), named('terminated')], '已经办结，有的没有通过', /您的权利/],
  ];
  for (const [title, cases, expected, todo] of rows) {
    test(`is told in one line when it ${title}`, () => {
      const standing = describeStanding(cases, 'zh');
      assert.equal(standing.title, expected);
      assert.match(standing.todo, todo);
    });
  }

  test('has a word and a shape for every state of a case', () => {
    const tags = caseStatuses.map((status) => describeCaseStatus(status, 'zh'));
    assert.equal(new Set(tags.map((tag) => tag.label)).size, caseStatuses.length);
    assert.deepEqual(
      caseStatuses.filter((_, index) => tags[index]?.shape === 'attention'),
      ['correcting', 'stopped'],
      'only what the applicant must do calls for attention',
    );
  });
});
