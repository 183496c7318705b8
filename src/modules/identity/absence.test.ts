import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { legalDay } from '#kernel/dates';
import { isAppError } from '#kernel/errors';
import { administratorRoles, type Role, roles } from '#kernel/roles';
import { assertDays, assertFree, findStanding, type OrganPost, standInRules } from './absence.ts';

const today = legalDay('2026-11-23');
const post = (officerId: string, role: Role): OrganPost => ({
  officerId,
  role,
  postId: `${officerId} ${role}`,
});
const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;

describe('standing in for a colleague', () => {
  test('fills the posts that one post of the substitute entitles to, and no others', () => {
    const posts = [post('away', 'approver'), post('away', 'supervisor'), post('here', 'reviewer')];
    assert.deepEqual(findStanding(posts, 'away', 'here'), {
      byPostId: 'here reviewer',
      postIds: ['away approver'],
    });
    assert.equal(findStanding(posts, 'here', 'here'), undefined, 'nobody for oneself');
    assert.equal(
      findStanding([post('away', 'organ-head'), post('here', 'reviewer')], 'away', 'here'),
      undefined,
    );
  });

  test('is nobody’s for an administrator, and no administrator’s for anyone', () => {
    for (const administrator of administratorRoles) {
      assert.deepEqual(standInRules[administrator], []);
      for (const role of roles) assert.ok(!standInRules[role].some((by) => by === administrator), role);
    }
  });

  test('has days from today on, in their order, and not a year of them', () => {
    const days = (firstDay: string, lastDay: string) => () => assertDays({ firstDay, lastDay }, today);
    assert.deepEqual(days('2026-11-23', '2026-11-23')(), { firstDay: today, lastDay: today });
    assert.throws(days('2026-11-22', '2026-11-24'), isCode('absence-firstDay'));
    assert.throws(days('2026-11-24', '2026-11-23'), isCode('absence-lastDay'));
    assert.throws(days('2026-02-30', '2026-11-24'), isCode('absence-firstDay'));
    assert.throws(days('2026-11-23', '2027-11-24'), isCode('absence-lastDay'));
  });

  test('meets no other absence: of the officer, of the substitute, or one in which the officer stands in', () => {
    const absence = (officerId: string, substituteId: string, first: string, last: string) => ({
      officerId,
      substituteId,
      firstDay: legalDay(first),
      lastDay: legalDay(last),
    });
    const wish = absence('a', 'b', '2026-11-24', '2026-11-26');
    assertFree(
      [absence('a', 'c', '2026-11-27', '2026-11-28'), absence('b', 'c', '2026-11-23', '2026-11-23')],
      wish,
    );
    const meeting = (known: ReturnType<typeof absence>) => () => assertFree([known], wish);
    assert.throws(meeting(absence('a', 'c', '2026-11-26', '2026-11-28')), isCode('absence-firstDay'));
    assert.throws(meeting(absence('b', 'c', '2026-11-20', '2026-11-24')), isCode('absence-substituteId'));
    assert.throws(meeting(absence('c', 'a', '2026-11-25', '2026-11-25')), isCode('absence-firstDay'));
  });
});
