import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { runUseCase } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { findOfficer } from '#test/kit/people';
import { requestAs, testNow } from '#test/kit/requests';
import { deskMost } from './contract.ts';
import { markInboxSeen, removePhrase, removeView, savePhrase, saveView, viewDesk } from './keep-desk.ts';

const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;

describe("an officer's desk", () => {
  let city: TestCity;
  let reviewer: OfficerActor;
  let approver: OfficerActor;
  before(async () => {
    city = await startTestCity();
    reviewer = await findOfficer(city, 'longhu-market-supervision', 'reviewer');
    approver = await findOfficer(city, 'longhu-market-supervision', 'approver');
  });
  after(() => city.close());

  const as = (who: OfficerActor, now = testNow) => requestAs(city.database, who, { now });
  const deskOf = (who: OfficerActor) => runUseCase(as(who), viewDesk, undefined);

  test('is empty at first, and everything on it is the own', async () => {
    assert.deepEqual(await deskOf(approver), { views: [], phrases: [], lookedAt: null });
    await runUseCase(as(reviewer), saveView, { name: ' 快到期的 ', wish: { urgency: 'due-soon' } });
    await runUseCase(as(reviewer), savePhrase, { name: '布局', body: '布局符合要求。' });
    await runUseCase(as(reviewer), markInboxSeen, undefined);
    const desk = await deskOf(reviewer);
    assert.deepEqual(
      desk.views.map(({ name, wish }) => ({ name, wish })),
      [{ name: '快到期的', wish: { urgency: 'due-soon' } }],
    );
    assert.deepEqual(
      desk.phrases.map(({ name, body }) => ({ name, body })),
      [{ name: '布局', body: '布局符合要求。' }],
    );
    assert.equal(desk.lookedAt, testNow.toISOString());
    assert.deepEqual(await deskOf(approver), { views: [], phrases: [], lookedAt: null });
  });

  test('replaces what has the same name, and removes what is there', async () => {
    const save = (body: string) => runUseCase(as(reviewer), savePhrase, { name: '排水', body });
    await save('一');
    await save('二');
    const drains = (await deskOf(reviewer)).phrases.filter(({ name }) => name === '排水');
    assert.deepEqual(
      drains.map(({ body }) => body),
      ['二'],
    );
    const id: Id = drains[0]?.id ?? '';
    await runUseCase(as(approver), removePhrase, { id });
    assert.ok((await deskOf(reviewer)).phrases.some((phrase) => phrase.id === id));
    await runUseCase(as(reviewer), removePhrase, { id });
    assert.ok((await deskOf(reviewer)).phrases.every((phrase) => phrase.id !== id));
    await runUseCase(as(reviewer), removeView, { id: newId(testNow) });
  });

  test('refuses what nobody would find again', async () => {
    for (let count = 0; count < deskMost.views; count += 1)
      await runUseCase(as(approver), saveView, { name: `视图${count}`, wish: {} });
    await assert.rejects(
      runUseCase(as(approver), saveView, { name: '再一个', wish: {} }),
      isCode('desk-full'),
    );
    await runUseCase(as(approver), saveView, { name: '视图3', wish: { order: 'since' } });
  });
});
