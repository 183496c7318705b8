import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import pg from 'pg';
import type { ResidentActor } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import { buildApplication, viewApplication } from '#modules/cases';
import { countUnreadNotices } from '#modules/notices';
import { runUseCase } from '#platform/use-case';
import { signInOfficer, signInResident } from '#test/attacks/applicant';
import { createVisitor, type Visitor } from '#test/attacks/visitor';
import { demonstrationPassword, startTestCity, type TestCity } from '#test/kit/city';
import { findResident } from '#test/kit/people';
import { requestAs } from '#test/kit/requests';

const guide = '/zh/life-events/open-restaurant';

describe('a page that is kept', () => {
  let city: TestCity;
  let visitors: Visitor[] = [];

  before(async () => {
    city = await startTestCity();
  });
  after(() => city.close());
  afterEach(() => {
    for (const visitor of visitors) visitor.close();
    visitors = [];
  });

  function visit(): Visitor {
    const visitor = createVisitor(city.url);
    visitors.push(visitor);
    return visitor;
  }

  async function signIn(loginName: string): Promise<Visitor> {
    const visitor = visit();
    await signInResident(visitor, loginName, demonstrationPassword);
    return visitor;
  }

  const asMigrator = (statement: string, values: readonly unknown[] = []) =>
    city.database.migratorPool.query(statement, [...values]);

  /** What the process sends to the database while `work` runs, as texts of statements. */
  async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    const sent: string[] = [];
    const client = pg.Client.prototype;
    const { query } = client;
    client.query = function record(this: pg.Client, ...parts: unknown[]) {
      const [first] = parts;
      sent.push(typeof first === 'string' ? first : String((first as pg.QueryConfig).text));
      return Reflect.apply(query, this, parts);
    } as typeof query;
    try {
      await work();
    } finally {
      client.query = query;
    }
    return sent;
  }

  describe('and is everybody’s', () => {
    test('costs one question, and nothing where the browser still has it', async () => {
      const visitor = visit();
      const first = await visitor.get(guide);
      assert.equal(first.status, 200);
      assert.equal(first.headers['cache-control'], 'private, no-cache');
      assert.equal(first.headers['set-cookie'], undefined);
      const sent = await statementsOf(async () => {
        const again = await visitor.get(guide);
        assert.deepEqual(
          [again.status, again.text, again.headers.etag],
          [200, first.text, first.headers.etag],
        );
      });
      assert.equal(sent.length, 1, sent.join('\n'));
      const unchanged = await visitor.send('GET', guide, {
        headers: { 'if-none-match': first.headers.etag ?? '' },
      });
      assert.deepEqual([unchanged.status, unchanged.text], [304, '']);
      for (const name of ['content-security-policy', 'x-frame-options', 'x-request-id', 'referrer-policy'])
        assert.ok(unchanged.headers[name], name);
    });

    test('tells of a publication at once, also where the browser has the old page', async () => {
      const visitor = visit();
      const before = await visitor.get(guide);
      await asMigrator(
        `insert into catalogue.life_event_version
         select made.* from (select * from catalogue.life_event_version where key = 'open-restaurant'
           order by version desc limit 1) last,
         jsonb_populate_record(null::catalogue.life_event_version, to_jsonb(last) || jsonb_build_object(
           'id', gen_random_uuid(), 'version', last.version + 1,
           'content', jsonb_set(last.content, '{title,zh}', '"新的题目"'))) made`,
      );
      const changed = await visitor.send('GET', guide, {
        headers: { 'if-none-match': before.headers.etag ?? '' },
      });
      assert.equal(changed.status, 200);
      assert.match(changed.text, /<h1>新的题目<\/h1>/);
      assert.match((await visitor.get('/zh/')).text, /新的题目/);
    });

    test('tells of a new name of an organ at once', async () => {
      const visitor = visit();
      const before = await visitor.get('/zh/departments');
      assert.doesNotMatch(before.text, /改名后的机关/);
      await asMigrator(
        `update organs.organ set name = jsonb_set(name, '{zh}', '"改名后的机关"') where key = 'longhu-fire-rescue'`,
      );
      assert.match((await visitor.get('/zh/departments')).text, /改名后的机关/);
    });

    test('is one for each language and size of letters', async () => {
      const visitor = visit();
      const usual = await visitor.get(guide);
      assert.match((await visitor.get(guide.replace('/zh/', '/en/'))).text, /<html lang="en-GB">/);
      await visitor.get(`/zh/letters?letters=large&back=${encodeURIComponent(guide)}`);
      const large = await visitor.send('GET', guide, {
        headers: { 'if-none-match': usual.headers.etag ?? '' },
      });
      assert.equal(large.status, 200);
      assert.match(large.text, /<html lang="zh-CN" class="large">/);
      assert.equal((await visit().get(guide)).text, usual.text);
    });

    test('bears a name only for whoever has it, and only until they sign out', async () => {
      const stranger = await visit().get(guide);
      const resident = await signIn('resident-a');
      const { rows } = await asMigrator(
        `select display_name from identity.resident where login_name = 'resident-a'`,
      );
      const name: string = rows[0].display_name;
      for (let time = 0; time < 2; time += 1) {
        const own = await resident.send('GET', guide, {
          headers: { 'if-none-match': stranger.headers.etag ?? '' },
        });
        assert.equal(own.status, 200);
        assert.ok(own.text.includes(name));
        assert.deepEqual([own.headers['cache-control'], own.headers.etag], ['no-store', undefined]);
        assert.equal((await visit().get(guide)).text, stranger.text);
      }
      const cookie = [...resident.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
      await resident.submit('/zh/sign-out', {});
      const afterwards = await visit().send('GET', guide, { headers: { cookie } });
      assert.equal(afterwards.text.includes(name), false);
    });

    test('is not kept for addresses that somebody makes up', async () => {
      const visitor = visit();
      await visitor.get(`${guide}?n=1`);
      const sent = await statementsOf(() => visitor.get(`${guide}?n=1`));
      assert.ok(sent.length > 1);
    });
  });

  describe('and is one person’s', () => {
    let owner: ResidentActor;
    let resident: Visitor;
    let applicationId: Id;
    let status: string;

    const own = () => runUseCase(requestAs(city.database, owner), viewApplication, { applicationId });

    beforeEach(async () => {
      owner = await findResident(city, 'resident-a');
      applicationId = await buildApplication(requestAs(city.database, owner));
      await city.app.workUntilDone();
      status = `/zh/applications/${applicationId}`;
      resident = await signIn('resident-a');
      await resident.get(status);
    });

    test('costs the look for the session and one question', async () => {
      const first = await resident.get(status);
      const sent = await statementsOf(async () => {
        assert.equal((await resident.get(status)).text, first.text);
      });
      assert.equal(sent.length, 2, sent.join('\n'));
      assert.equal(first.headers['cache-control'], 'no-store');
    });

    test('is not there for anybody else, and that they asked is on record', async () => {
      const other = await signIn('resident-b');
      for (let time = 0; time < 2; time += 1) {
        const answer = await other.get(status);
        assert.equal(answer.status, 404);
        assert.equal((await visit().get(status)).status, 303);
        assert.equal((await resident.get(status)).status, 200);
      }
      const { rows } = await asMigrator(
        `select count(*)::int as refused from platform.audit_entry
         where action = 'view-application' and object_id = $1 and outcome <> 'done'`,
        [applicationId],
      );
      assert.equal(rows[0].refused, 2);
    });

    test('has the form token of its session and of no other', async () => {
      const second = await signIn('resident-a');
      const [one, other] = [await resident.get(status), await second.get(status)];
      assert.notEqual(one.text, other.text);
      await resident.get(status);
      assert.equal((await resident.submit('/zh/sign-out', {})).status, 303);
      assert.equal((await second.get(status)).status, 200);
    });

    test('tells at once what an officer did, and of the notice about it', async () => {
      const before = await resident.get(status);
      const theCase = (await own()).cases.find((one) => one.serviceKey === 'fire-safety-check');
      const reviewer = visit();
      await signInOfficer(reviewer, 'longhu-fire-reviewer-1', demonstrationPassword);
      const path = `/api/cases/${theCase?.id}/acceptance`;
      assert.equal((await reviewer.post(path, { revision: 1 })).status, 200);
      const accepted = await resident.get(status);
      assert.notEqual(accepted.text, before.text);
      const unread = await runUseCase(requestAs(city.database, owner), countUnreadNotices, undefined);
      await city.app.workUntilDone();
      assert.ok((await runUseCase(requestAs(city.database, owner), countUnreadNotices, undefined)) > unread);
      assert.notEqual((await resident.get(status)).text, accepted.text);
    });

    test('goes with the reader’s name, and ends with the session wherever it was ended', async () => {
      await asMigrator(`update identity.resident set display_name = '改名' where id = $1`, [owner.id]);
      assert.match((await resident.get(status)).text, /改名/);
      await asMigrator('update identity.session set ended_at = last_seen_at where account_id = $1', [
        owner.id,
      ]);
      const ended = await resident.get(status);
      assert.deepEqual([ended.status, ended.location.startsWith('/zh/sign-in')], [303, true]);
    });

    test('is made anew on another day, when other days have passed', async () => {
      const before = await resident.get(status);
      const { now } = city.clock;
      city.clock.now = new Date(now.getTime() + 24 * 3_600_000);
      try {
        const next = await signIn('resident-a');
        await next.get(status);
        city.clock.now = new Date(city.clock.now.getTime() + 10 * 60_000);
        assert.notEqual((await next.get(status)).text, before.text);
      } finally {
        city.clock.now = now;
      }
    });

    test('is asked about every table that it is made of, and every row of them', async () => {
      const read = await statementsOf(own);
      const tables = new Set(
        read.flatMap((one) => one.match(/(?<=(from|join) )"[a-z_]+"\."[a-z_]+"/g) ?? []),
      );
      const { rows } = await asMigrator(
        `select pg_get_functiondef(oid) as text from pg_proc
         where proname = 'application_revision'`,
      );
      const asked: string = rows[0].text;
      // Versions never change, and divisions are told by the revision of organs.
      const elsewhere = /^catalogue\.\w+_version$|^organs\.division$/;
      const forgotten = [...tables]
        .map((one) => one.replaceAll('"', ''))
        .filter((table) => !elsewhere.test(table) && !asked.includes(table));
      assert.ok(tables.size > 8);
      assert.deepEqual(forgotten, []);
      assert.match(asked, /revision_of\('organs'\)/);
      const revision = async () => {
        const client = await city.database.pools.get('internet').connect();
        try {
          await client.query(`begin; select set_config('yizhan.actor_id', '${owner.id}', true)`);
          const found = await client.query('select cases.application_revision($1) as revision', [
            applicationId,
          ]);
          return String(found.rows[0].revision);
        } finally {
          await client.query('rollback');
          client.release();
        }
      };
      const caseIds = (await own()).cases.map((one) => one.id);
      const touched = [
        ['cases.application', 'id = $1', applicationId],
        ['cases.case', 'application_id = $1', applicationId],
        ['cases.paper', 'case_id = any ($1)', caseIds],
        ['work.clock', 'subject_id = any ($1)', caseIds],
      ] as const;
      for (const [table, where, value] of touched) {
        const before = await revision();
        assert.equal(await revision(), before);
        const { rowCount } = await asMigrator(`update ${table} set id = id where ${where}`, [value]);
        assert.ok((rowCount ?? 0) > 0, table);
        assert.notEqual(await revision(), before, table);
      }
    });
  });
});
