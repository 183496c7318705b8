// Owns what officers do in journeys whose story is the applicant's: over the API, in their own names and posts.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { signInOfficer } from '#test/attacks/applicant';
import { createVisitor, type Visitor } from '#test/attacks/visitor';
import { demonstrationPassword, type TestCity } from '#test/kit/city';

export interface Officers {
  /** Does this to a case in this officer's name, with the revision as it stands. */
  act(
    loginName: string,
    caseId: string,
    action: string,
    body?: Readonly<Record<string, unknown>>,
  ): Promise<void>;
  /** Accepts and grants the case of a service that needs no review of its own, once its organ has received it. */
  grant(applicationId: string, serviceKey: string, office: string): Promise<void>;
  /** The id of an application's case for this service; it may not be open yet. */
  findCase(applicationId: string, serviceKey: string): Promise<string | undefined>;
  close(): void;
}

export function openOffices(city: TestCity): Officers {
  const visitors = new Map<string, Visitor>();
  const signedIn = async (loginName: string): Promise<Visitor> => {
    const known = visitors.get(loginName);
    if (known !== undefined) return known;
    const visitor = createVisitor(city.url);
    visitors.set(loginName, visitor);
    await signInOfficer(visitor, loginName, demonstrationPassword);
    return visitor;
  };
  const officers: Officers = {
    async grant(applicationId, serviceKey, office) {
      const caseId = await receivedCase(city, applicationId, serviceKey);
      await officers.act(`${office}-reviewer`, caseId, 'acceptance');
      await officers.act(`${office}-approver`, caseId, 'decision', { outcome: 'granted', reasons: '' });
    },
    async act(loginName, caseId, action, body = {}) {
      const officer = await signedIn(loginName);
      const seen = await officer.get(`/api/cases/${caseId}`);
      assert.equal(seen.status, 200, seen.text);
      const { revision } = JSON.parse(seen.text) as { revision: number };
      const answer = await officer.post(`/api/cases/${caseId}/${action}`, { revision, ...body });
      assert.ok(answer.status < 300, `${action}: ${answer.status} ${answer.text}`);
    },
    async findCase(applicationId, serviceKey) {
      const { rows } = await city.database.migratorPool.query<{ id: string }>(
        'select id from cases.case where application_id = $1 and service_key = $2',
        [applicationId, serviceKey],
      );
      return rows[0]?.id;
    },
    close() {
      for (const visitor of visitors.values()) visitor.close();
    },
  };
  return officers;
}

/** Waits until the organ has received the case, as it does when what it waited for was handed over. */
async function receivedCase(city: TestCity, applicationId: string, serviceKey: string): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    const { rows } = await city.database.migratorPool.query<{ id: string }>(
      `select id from cases.case where application_id = $1 and service_key = $2 and status = 'received'`,
      [applicationId, serviceKey],
    );
    if (rows[0] !== undefined) return rows[0].id;
    await sleep(200);
  }
  throw new Error(`The case for ${serviceKey} was not received.`);
}
