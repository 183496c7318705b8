import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import { type CanonicalValue, canonicalText } from '#kernel/canonical';
import { newId } from '#kernel/ids';
import { sha256 } from '#platform/crypto';
import { loginKinds } from '#platform/database';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import { type AuditEntry, auditRow, canonicalVersion } from './index.ts';

const officer: OfficerActor = { kind: 'officer', id: newId(testNow), posts: [] };
const entry: AuditEntry = {
  occurredAt: new Date('2026-11-23T02:00:00.007Z'),
  requestId: 'request-1',
  zone: 'extranet',
  actor: officer,
  organId: newId(testNow),
  action: 'decide-case',
  object: { kind: 'case', id: newId(testNow) },
  outcome: 'refused',
  reason: 'not-permitted',
};
const bare: AuditEntry = {
  ...entry,
  actor: { kind: 'anonymous' },
  object: { kind: 'page' },
  outcome: 'done',
};

/** The stored row in the members and the form that the hash was taken of. */
const storedMembers = `
  select jsonb_build_object('id', id, 'occurredAt',
    to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'requestId', request_id, 'zone', zone,
    'actorKind', actor_kind, 'actorId', actor_id, 'organId', organ_id, 'action', action, 'objectKind', object_kind,
    'objectId', object_id, 'outcome', outcome, 'reason', reason, 'canonicalVersion', canonical_version) as members,
    canonical_hash as hash
  from platform.audit_entry where id = $1`;

describe('an audit row', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.close());

  async function store(row: Readonly<Record<string, CanonicalValue>>): Promise<void> {
    const pool = database.pools.get('extranet');
    await pool.query(`select platform.record_use_case('[]', $1)`, [JSON.stringify(row)]);
  }

  test('bears a hash that anyone can compute again from what is stored', async () => {
    const { organId: _organ, reason: _reason, ...least } = bare;
    for (const one of [entry, bare, least]) {
      const row = auditRow(one);
      await store(row);
      const { rows } = await database.migratorPool.query<{
        members: Record<string, CanonicalValue>;
        hash: Buffer;
      }>(storedMembers, [row['id']]);
      const stored = rows[0];
      assert.ok(stored);
      assert.equal(stored.hash.toString('hex'), sha256(canonicalText(stored.members)).toString('hex'));
      assert.equal(stored.members['canonicalVersion'], canonicalVersion);
    }
  });

  test('has another hash when any of its members is another', () => {
    const { canonicalHash: original, ...members } = auditRow(entry);
    for (const member of Object.keys(members)) {
      const changed = { ...members, [member]: 'other' };
      assert.notEqual(sha256(canonicalText(changed)).toString('hex'), original, member);
    }
  });

  test('has the canonical form of version 1, byte for byte, for ever', () => {
    const { canonicalHash: _hash, ...members } = auditRow(entry);
    const fixed = { ...members, id: '00000000-0000-7000-8000-000000000001' };
    const { organId, object } = entry;
    assert.equal(
      canonicalText(fixed),
      `{"action":"decide-case","actorId":"${officer.id}","actorKind":"officer","canonicalVersion":1,` +
        `"id":"00000000-0000-7000-8000-000000000001","objectId":"${object.id}","objectKind":"case",` +
        `"occurredAt":"2026-11-23T02:00:00.007Z","organId":"${organId}","outcome":"refused",` +
        `"reason":"not-permitted","requestId":"request-1","zone":"extranet"}`,
    );
  });

  test('is never read, changed or erased by any login', async () => {
    await store(auditRow(entry));
    const statements = [
      'select from platform.audit_entry',
      `update platform.audit_entry set outcome = 'done'`,
      'delete from platform.audit_entry',
      'truncate platform.audit_entry',
      'drop table platform.audit_entry',
      'insert into platform.audit_entry default values',
      'delete from platform.audit_entry_202611',
      'delete from platform.audit_entry_default',
    ];
    for (const kind of loginKinds) {
      for (const statement of statements) {
        const attempt = database.pools.get(kind).query(statement);
        await assert.rejects(attempt, { code: '42501' }, `${kind}: ${statement}`);
      }
    }
  });

  test('is refused with an outcome that nobody knows or a hash of another length', async () => {
    await assert.rejects(store({ ...auditRow(entry), outcome: 'perhaps' }), { code: '23514' });
    await assert.rejects(store({ ...auditRow(entry), canonicalHash: 'abcd' }), { code: '23514' });
  });
});
