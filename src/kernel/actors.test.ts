import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Actor, actorIdOf, anonymous, findPost, organIdsOf } from './actors.ts';
import { isRole, roleNames, roles } from './roles.ts';
import { isZone, zones } from './zones.ts';

const officer: Actor = {
  kind: 'officer',
  id: 'officer-1',
  posts: [
    { postId: 'post-1', organId: 'organ-1', role: 'reviewer' },
    { postId: 'post-2', organId: 'organ-1', role: 'approver' },
    { postId: 'post-3', organId: 'organ-2', role: 'window-clerk' },
  ],
};
const resident: Actor = { kind: 'resident', id: 'resident-1', realNameLevel: 2 };
const system: Actor = { kind: 'system', name: 'timers' };

describe('actors', () => {
  test('appear under their id where they are persons', () => {
    assert.deepEqual([officer, resident, system, anonymous].map(actorIdOf), [
      'officer-1',
      'resident-1',
      undefined,
      undefined,
    ]);
  });

  test('act for the organs of their posts, each once', () => {
    assert.deepEqual(organIdsOf(officer), ['organ-1', 'organ-2']);
    for (const other of [resident, system, anonymous]) assert.deepEqual(organIdsOf(other), []);
  });

  test('hold a post only in the organ where they hold it', () => {
    assert.equal(findPost(officer, 'organ-1', ['approver', 'organ-head'])?.postId, 'post-2');
    assert.equal(findPost(officer, 'organ-2', ['approver']), undefined);
    assert.equal(findPost(officer, 'organ-3', ['reviewer', 'approver', 'window-clerk']), undefined);
    assert.equal(findPost(officer, 'organ-1', []), undefined);
    assert.equal(findPost(resident, 'organ-1', [...roles]), undefined);
  });
});

describe('roles and zones', () => {
  test('are those that are listed and no others', () => {
    assert.ok(roles.length > 0 && roles.every(isRole));
    assert.ok(zones.every(isZone));
    for (const other of ['', 'toString', '__proto__', 'admin', undefined, 1]) {
      assert.equal(isRole(other), false);
      assert.equal(isZone(other), false);
    }
  });

  test('every role has a name in both languages', () => {
    for (const { zh, en } of Object.values(roleNames)) {
      assert.match(zh, /\p{Script=Han}/u);
      assert.match(en, /^[A-Z][a-z ]+$/);
    }
  });
});
