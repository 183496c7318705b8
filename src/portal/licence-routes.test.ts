import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { legalDay } from '#kernel/dates';
import { buildResident, fixturePassword } from '#modules/identity';
import { buildLicence } from '#modules/licences';
import { findOrganByKey, type Organ } from '#modules/organs';
import { createVault } from '#platform/crypto';
import { type AnyDb, inTransaction } from '#platform/database';
import { startTestCity, type TestCity } from '#test/kit/city';
import { testNow } from '#test/kit/requests';

/** A browser without script: keeps cookies, sends forms with the token of the page, follows what it is told. */
class Visitor {
  readonly #city: TestCity;
  readonly #cookies = new Map<string, string>();
  html = '';
  status = 0;
  address = '';

  constructor(city: TestCity) {
    this.#city = city;
  }

  async get(address: string): Promise<void> {
    await this.#ask(address, {});
  }

  async post(address: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const formToken = /name="formToken" value="([^"]+)"/.exec(this.html)?.[1] ?? '';
    await this.#ask(address, { method: 'POST', body: new URLSearchParams({ formToken, ...fields }) });
  }

  async #ask(address: string, request: RequestInit): Promise<void> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.#city.url}${address}`, {
      ...request,
      headers: { cookie },
      redirect: 'manual',
    });
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    this.html = await response.text();
    this.status = response.status;
    this.address = address;
    if (location !== null) await this.get(location);
  }
}

describe('The pages of licences', () => {
  let city: TestCity;
  let holder: Visitor;
  let stranger: Visitor;
  let number: string;
  let code: string;

  before(async () => {
    city = await startTestCity();
    const { migratorPool, pools, secrets } = city.database;
    const setUp = async (db: AnyDb) => {
      const organ: Organ | undefined = await findOrganByKey(db, 'longhu-market-supervision');
      assert.ok(organ !== undefined);
      return { organ, resident: await buildResident(db, createVault(secrets.keys)) };
    };
    const { organ, resident } = await inTransaction<object, Awaited<ReturnType<typeof setUp>>>(
      migratorPool,
      { kind: 'system', name: 'test' },
      { readOnly: false },
      setUp,
    );
    const holderId = resident.actor.id;
    const licenceId = await buildLicence(pools, { organ, holderId, issuedOn: legalDay('2026-11-20') });
    const { rows } = await migratorPool.query<{ number: string; code: string }>(
      'select number, verification_code as code from licences.licence where id = $1',
      [licenceId],
    );
    number = rows[0]?.number ?? '';
    code = rows[0]?.code ?? '';
    holder = new Visitor(city);
    stranger = new Visitor(city);
    await holder.get('/zh/sign-in');
    await holder.post('/zh/sign-in', { loginName: resident.loginName, password: fixturePassword });
  });
  after(() => city.close());

  test('lead the holder from the list to the licence, which is held out for five minutes', async () => {
    await holder.get('/zh/licences');
    assert.match(holder.html, new RegExp(`href="/zh/licences/${number}"`));
    await holder.get(`/zh/licences/${number}`);
    assert.match(holder.html, /出示这份证照/);
    await holder.post(`/zh/licences/${number}/presentations`);
    assert.match(holder.address, /\/presentations\/[0-9a-f-]{36}$/);
    assert.match(holder.html, /本次出示有效至 2026年11月23日 10:05/);
    const digits = /\d{4} \d{4} \d{4}/.exec(holder.html)?.[0] ?? '';
    const token = /\/zh\/verify\/presented\/([\w-]{51})/.exec(holder.html)?.[1] ?? '';

    await stranger.get(`/zh/verify?code=${encodeURIComponent(digits)}`);
    assert.match(stranger.html, /这份证照是真的，现在有效/);
    assert.match(stranger.html, /本次出示有效至 2026年11月23日 10:05/);
    await stranger.get(`/en/verify/presented/${token}`);
    assert.match(stranger.html, /This licence is genuine and valid now/);

    const forged = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    await stranger.get(`/zh/verify/presented/${forged}`);
    assert.equal(stranger.status, 404);
    assert.match(stranger.html, /这不是本平台出示的证照/);

    city.clock.now = new Date(testNow.getTime() + 6 * 60_000);
    for (const shown of [token, digits.replaceAll(' ', '')]) {
      await stranger.get(`/zh/verify/presented/${shown}`);
      assert.equal(stranger.status, 404);
      assert.match(stranger.html, /已经过了有效时间。请持证人重新出示/);
    }
    await holder.get(holder.address);
    assert.match(holder.html, /这次出示已经过了有效时间/);
    await holder.get(`/zh/licences/${number}`);
    assert.match(holder.html, /被打开2次/);
    city.clock.now = testNow;
  });

  test('verify for anyone how the licence stood on an earlier day, and say so where that can’t be told', async () => {
    await stranger.get(`/zh/verify/${code}`);
    assert.match(stranger.html, /这份证照是真的，现在有效/);
    const parts = (year: string, month: string, day: string) =>
      new URLSearchParams({ 'on.year': year, 'on.month': month, 'on.day': day });
    const names = [...stranger.html.matchAll(/name="(on[^"]*)"/g)].map((match) => match[1]);
    assert.equal(names.length, 3, names.join());
    assert.deepEqual([...parts('', '', '').keys()].sort(), names.sort());
    await stranger.get(`/zh/verify/${code}?${parts('2026', '11', '21')}`);
    assert.match(stranger.html, /2026年11月21日那一天：有效/);
    await stranger.get(`/zh/verify/${code}?${parts('2026', '11', '1')}`);
    assert.equal(stranger.status, 422);
    assert.match(stranger.html, /日期不对/);
  });

  test('show nothing of it to anyone else, and no more to a stranger than the paper does', async () => {
    await stranger.get(`/zh/licences/${number}`);
    assert.match(stranger.address, /^\/zh\/sign-in/);
    await stranger.get(`/zh/verify/${code}`);
    assert.ok(!/出示记录|理由：|经过/.test(stranger.html));
  });
});
