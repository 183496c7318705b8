import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HeldPost, OfficerActor } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import {
  type AssignableTask,
  type AssignmentWish,
  assign,
  findOfferedPost,
  holderViewOf,
  isFreeFor,
  mayAssign,
} from './assignment.ts';

const post = (role: Role, actingForId?: Id): HeldPost => ({
  postId: `${role} ${actingForId ?? ''}`,
  organId: 'organ',
  role,
  ...(actingForId === undefined ? {} : { actingForId }),
});
const officer = (id: Id, ...posts: HeldPost[]): OfficerActor => ({ kind: 'officer', id, posts });
const me = officer('me', post('reviewer'));
const names = new Map(['me', 'colleague', 'other', 'away', 'gone'].map((id) => [id, `示例${id}`]));

const task = (stated: Partial<AssignableTask> = {}): AssignableTask => ({
  id: 'task',
  subjectKind: 'case',
  subjectId: 'case',
  organId: 'organ',
  candidateRoles: ['reviewer'],
  assigneeId: null,
  delegatedBy: null,
  endedAt: null,
  completedBy: null,
  ...stated,
});

/** The act of an officer who sees the task as it is, with the colleagues who are at work. */
function act(
  actor: OfficerActor,
  of: AssignableTask,
  wish: Partial<AssignmentWish> & Pick<AssignmentWish, 'act'>,
) {
  const colleagues = new Map([['task', new Set(['me', 'colleague', 'other'])]]);
  const seen = { seenHolderId: of.assigneeId, colleagueId: undefined, ...wish };
  const result = assign(of, seen, { actor, names, colleagues });
  return 'zh' in result ? result.zh : [result.assigneeId, result.delegatedBy];
}

describe('whose a task is', () => {
  test('an officer who stands in for two colleagues gets each task by the post that it is offered to', () => {
    const actor = officer('me', post('approver', 'away'), post('window-clerk', 'gone'));
    const offered = (role: Role) => findOfferedPost(actor, task({ candidateRoles: [role] }))?.actingForId;
    assert.equal(offered('approver'), 'away');
    assert.equal(offered('window-clerk'), 'gone');
    assert.equal(findOfferedPost(actor, task()), undefined);
    assert.equal(
      findOfferedPost(actor, task({ organId: 'elsewhere', candidateRoles: ['approver'] })),
      undefined,
    );
    const both = officer('me', post('reviewer'), post('reviewer', 'away'));
    assert.equal(
      findOfferedPost(both, task())?.actingForId,
      undefined,
      'by their own post where they have one',
    );
  });

  test('a page says whether it is nobody’s, the reader’s, an absent colleague’s or another’s, and who lent it', () => {
    const actor = officer('me', post('reviewer'), post('approver', 'away'));
    const kinds = [null, 'me', 'away', 'colleague'].map((assigneeId) => {
      const { kind, name } = holderViewOf(actor, { assigneeId, delegatedBy: null }, names);
      return [kind, name, isFreeFor(actor, { assigneeId, delegatedBy: null })];
    });
    assert.deepEqual(kinds, [
      ['nobody', '', true],
      ['me', '示例me', true],
      ['absent', '示例away', true],
      ['colleague', '示例colleague', false],
    ]);
    const lent = { assigneeId: 'me', delegatedBy: 'colleague' };
    assert.equal(holderViewOf(actor, lent, names).delegatedByName, '示例colleague');
    assert.equal(isFreeFor(actor, lent), false, 'what was lent goes back first');
  });

  const standingIn = officer('me', post('reviewer', 'away'));
  const head = officer('head', post('organ-head'));
  const mine = task({ assigneeId: 'me' });
  const theirs = task({ assigneeId: 'colleague' });
  const lentToMe = task({ assigneeId: 'me', delegatedBy: 'colleague' });
  const cases: readonly [string, OfficerActor, AssignableTask, Parameters<typeof act>[2], unknown][] = [
    ['claims', me, task(), { act: 'claim' }, ['me', null]],
    ['claims in the name of whom they stand in for', standingIn, task(), { act: 'claim' }, ['away', null]],
    ['does not claim a colleague’s', me, theirs, { act: 'claim' }, '目前由示例colleague办理。'],
    ['gives back', me, mine, { act: 'give-back' }, [null, null]],
    ['does not give back what was lent', me, lentToMe, { act: 'give-back' }, /示例colleague委派/],
    ['takes over', me, theirs, { act: 'take-over' }, ['me', null]],
    ['does not take over what nobody has', me, task(), { act: 'take-over' }, '目前无人认领。'],
    ['transfers', me, mine, { act: 'transfer', colleagueId: 'colleague' }, ['colleague', null]],
    [
      'transfers to nobody who is away',
      me,
      mine,
      { act: 'transfer', colleagueId: 'gone' },
      /没有办理这一步的岗位/,
    ],
    ['transfers nobody else’s', me, theirs, { act: 'transfer', colleagueId: 'other' }, /示例colleague办理/],
    ['as head transfers anybody’s', head, theirs, { act: 'transfer', colleagueId: 'other' }, ['other', null]],
    ['delegates', me, mine, { act: 'delegate', colleagueId: 'other' }, ['other', 'me']],
    [
      'does not delegate to themselves',
      me,
      task(),
      { act: 'delegate', colleagueId: 'me' },
      '不能委派给自己。',
    ],
    ['returns', me, lentToMe, { act: 'return' }, ['colleague', null]],
    [
      'returns to the post where the lender is gone',
      me,
      task({ assigneeId: 'me', delegatedBy: 'gone' }),
      { act: 'return' },
      [null, null],
    ],
    ['returns nothing that was not lent', me, mine, { act: 'return' }, '这件待办不是受委派的。'],
    ['is told who was first', me, theirs, { act: 'claim', seenHolderId: null }, '目前由示例colleague办理。'],
    [
      'is told who has done it',
      me,
      task({ endedAt: new Date(0), completedBy: 'colleague' }),
      { act: 'claim' },
      '已由示例colleague办完。',
    ],
  ];
  for (const [title, actor, of, wish, wanted] of cases)
    test(`an officer ${title}`, () => {
      const result = act(actor, of, wish);
      if (wanted instanceof RegExp) assert.match(String(result), wanted);
      else assert.deepEqual(result, wanted);
    });

  test('a head without a post for it distributes, and does nothing else', () => {
    assert.equal(mayAssign(head, theirs, 'transfer'), true);
    for (const other of ['claim', 'give-back', 'take-over', 'delegate', 'return'] as const)
      assert.equal(mayAssign(head, theirs, other), false, other);
  });
});
