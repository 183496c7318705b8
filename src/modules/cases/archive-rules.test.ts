import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { serviceKinds } from '#engines/clock';
import { legalDay } from '#kernel/dates';
import { readDataFile } from '#platform/data-files';
import {
  type KeptCase,
  type RetentionContent,
  readinessOf,
  retentionContent,
  retentionOf,
  type SealingFacts,
} from './archive-rules.ts';
import { caseStatuses } from './contract.ts';

const file = path.join(import.meta.dirname, '..', '..', '..', 'data', 'shantou', 'retention.json');

describe('how long a package is kept', () => {
  let content: RetentionContent;
  before(async () => {
    content = await readDataFile(file, retentionContent);
  });

  const kept = (more: Partial<KeptCase>): KeptCase => ({
    serviceKey: 'food-operation-permit',
    serviceKind: 'administrative-licence',
    status: 'granted',
    closedOn: legalDay('2026-11-23'),
    divisionCode: '440507',
    ...more,
  });

  test('every kind of service and every end has a rule, and no rule claims that a law’s text settles it', () => {
    for (const serviceKind of serviceKinds)
      for (const status of caseStatuses) assert.ok(retentionOf(content, kept({ serviceKind, status })));
    assert.ok(content.rules.every((rule) => !rule.verified));
    const known = new Set(content.legalBasis.map((one) => one.key));
    for (const key of [...content.sealing.basis, ...content.transfer.basis]) assert.ok(known.has(key), key);
  });

  test('years run from the January after the closing to the end of the last one', () => {
    const { period, until } = retentionOf(content, kept({}));
    assert.deepEqual([period, until], ['30-years', '2056-12-31']);
    assert.equal(retentionOf(content, kept({ status: 'withdrawn' })).until, '2036-12-31');
    const born = retentionOf(content, kept({ serviceKey: 'birth-registration' }));
    assert.deepEqual([born.period, born.until], ['permanent', null]);
  });

  test('it goes to a district’s archive after ten years and to a city’s after twenty, ten-year files never', () => {
    assert.equal(retentionOf(content, kept({})).transferDueOn, '2036-11-23');
    assert.equal(retentionOf(content, kept({ divisionCode: '440500' })).transferDueOn, '2046-11-23');
    assert.equal(retentionOf(content, kept({ status: 'terminated' })).transferDueOn, null);
  });
});

describe('when a closed case is sealed', () => {
  const sealing = { quietHours: 24, undeliveredDays: 60, verified: false, note: '', basis: [] };
  const closedAt = new Date('2026-11-23T02:00:00Z');
  const facts: SealingFacts = {
    closedAt,
    lastEventAt: closedAt,
    papersMissing: 0,
    openProcedures: [],
    undelivered: 0,
  };
  const after = (hours: number) => new Date(closedAt.getTime() + hours * 3_600_000);
  const because = (more: Partial<SealingFacts>, now: Date) => {
    const readiness = readinessOf(sealing, { ...facts, ...more }, now);
    return readiness.ready ? 'ready' : [readiness.because, readiness.lookAgainAt?.toISOString() ?? null];
  };

  test('a day after the last thing that happened, and never while it is open', () => {
    assert.deepEqual(because({}, after(23)), ['restless', after(24).toISOString()]);
    assert.equal(because({}, after(24)), 'ready');
    assert.deepEqual(because({ lastEventAt: after(10) }, after(30)), ['restless', after(34).toISOString()]);
    assert.deepEqual(because({ closedAt: null }, after(1_000)), ['open', null]);
  });

  test('papers and procedures that are missing hold it up however long it takes, a verification does not', () => {
    assert.deepEqual(because({ papersMissing: 1 }, after(9_000)), ['papers', after(9_024).toISOString()]);
    assert.deepEqual(because({ openProcedures: ['supply'] }, after(9_000)), [
      'procedures',
      after(9_024).toISOString(),
    ]);
    assert.equal(because({ openProcedures: ['verification'] }, after(24)), 'ready');
  });

  test('what nobody fetches holds it up for sixty days', () => {
    assert.deepEqual(because({ undelivered: 1 }, after(48)), ['undelivered', after(60 * 24).toISOString()]);
    assert.equal(because({ undelivered: 1 }, after(60 * 24)), 'ready');
  });
});
