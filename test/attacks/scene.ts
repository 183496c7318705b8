// Owns the stage of an attack: a city, people who are signed in, and their secrets; refuses to leave any of it behind.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { demonstrationPassword, startTestCity, type TestCity } from '#test/kit/city';
import {
  apply,
  goodAnswers,
  type Papers,
  preparePapers,
  signInOfficer,
  signInResident,
} from './applicant.ts';
import { assertLogSilentAbout } from './damage.ts';
import { createVisitor, type Visitor } from './visitor.ts';

/** Small, so that a file beyond it is quickly made. */
export const fileSizeLimitBytes = 256 * 1024;

export interface Scene {
  readonly city: TestCity;
  readonly papers: Papers;
  /** Somebody who is not signed in. */
  readonly stranger: Visitor;
  /** Who applies. */
  readonly resident: Visitor;
  /** Another resident, whose affair nothing of this is. */
  readonly other: Visitor;
  signIn(officer: string): Promise<Visitor>;
  /** Applies as the resident, opens the cases, and answers with the ids by service. */
  openCases(): Promise<OpenCases>;
  /** Ends everything, after a look whether the log told what it must not. */
  close(): Promise<void>;
}

export interface OpenCases {
  readonly applicationId: string;
  readonly market: string;
  readonly food: string;
  readonly fire: string;
}

export async function openScene(environment: NodeJS.ProcessEnv = {}): Promise<Scene> {
  const city = await startTestCity({
    environment: { YIZHAN_FILE_SIZE_LIMIT_BYTES: String(fileSizeLimitBytes), ...environment },
  });
  const visitors = Array.from({ length: 3 }, () => createVisitor(city.url));
  const [stranger, resident, other] = visitors;
  if (stranger === undefined || resident === undefined || other === undefined)
    throw new Error('No visitors.');
  const papers = await preparePapers();
  try {
    await signInResident(resident, 'resident-a', demonstrationPassword);
    await signInResident(other, 'resident-b', demonstrationPassword);
  } catch (error) {
    // A stage that can't be set is taken down again, else the file would never end.
    for (const visitor of visitors) visitor.close();
    await city.close();
    throw error;
  }
  return {
    city,
    papers,
    stranger,
    resident,
    other,
    async signIn(officer) {
      const visitor = createVisitor(city.url);
      visitors.push(visitor);
      await signInOfficer(visitor, officer, demonstrationPassword);
      return visitor;
    },
    async openCases() {
      const applicationId = await apply(resident, papers);
      return { applicationId, ...(await findCases(city, applicationId)) };
    },
    async close() {
      const secrets = visitors.flatMap((one) => [one.formToken, ...one.cookies.values()]);
      for (const visitor of visitors) visitor.close();
      await city.close();
      assert.deepEqual(
        city.log.filter((line) => line.includes('"msg":"fault"')),
        [],
        'nothing of this is a fault of ours',
      );
      assertLogSilentAbout(city.log, [...personal, ...secrets.filter((one) => one.length > 20)]);
    },
  };
}

/** What people entered or are called: none of it may reach the log. */
const personal = [
  String(goodAnswers['contact']?.['contactMobile']),
  String(goodAnswers['shop']?.['shopName']),
  String(goodAnswers['premises']?.['premisesAddress']),
  '示例居民',
  '00000019900101000X',
  '000000199202290001',
  'resident-a',
  'resident-b',
  demonstrationPassword,
  'alert(',
  'drop table',
];

/**
 * Works until the application was split into cases. Events are read below the oldest running transaction of the whole
 * cluster, which other tests share, so this may take a moment.
 */
async function findCases(city: TestCity, applicationId: string): Promise<Omit<OpenCases, 'applicationId'>> {
  for (let tries = 0; tries < 200; tries += 1) {
    await city.app.workUntilDone();
    const { rows } = await city.database.migratorPool.query<{ id: string; key: string }>(
      'select id, service_key as key from cases.case where application_id = $1',
      [applicationId],
    );
    const idOf = (key: string) => rows.find((row) => row.key === key)?.id ?? '';
    if (rows.length === 3) {
      return {
        market: idOf('business-licence'),
        food: idOf('food-operation-permit'),
        fire: idOf('fire-safety-check'),
      };
    }
    await sleep(50);
  }
  throw new Error('The application was not split into three cases.');
}

/** Asks a question of the database as its owner. */
export async function ask(
  city: TestCity,
  question: string,
  values: readonly unknown[] = [],
): Promise<string> {
  const { rows } = await city.database.migratorPool.query<Record<string, unknown>>(question, [...values]);
  return JSON.stringify(rows);
}
