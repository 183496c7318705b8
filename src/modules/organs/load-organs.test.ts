import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isAppError } from '#kernel/errors';
import { isId } from '#kernel/ids';
import { type AnyDb, inTransaction } from '#platform/database';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { loadOrgans, loadPosts } from './load-organs.ts';
import { buildOrgan } from './organ-fixtures.ts';
import {
  districtOf,
  findAppealBodies,
  findOrganByKey,
  getDivision,
  getOrgan,
  listDivisions,
  listOrgans,
  listPosts,
} from './organ-queries.ts';
import { ensurePost } from './organ-store.ts';

const shantou = join(import.meta.dirname, '..', '..', '..', 'data', 'shantou');
const seeding = { kind: 'system', name: 'seed' } as const;

let database: TestDatabase;

function asMigrator<Result>(work: (db: AnyDb) => Promise<Result>): Promise<Result> {
  return inTransaction<object, Result>(database.migratorPool, seeding, { readOnly: false }, work);
}

/** Organs are read by the zones' own logins, as in the city. */
function asInternet<Result>(work: (db: AnyDb) => Promise<Result>): Promise<Result> {
  const pool = database.pools.get('internet');
  return inTransaction<object, Result>(pool, { kind: 'anonymous' }, { readOnly: true }, work);
}

before(async () => {
  database = await createTestDatabase();
  await asMigrator((db) => loadOrgans(db, shantou, new Date()));
  await asMigrator((db) => loadPosts(db, shantou, new Date()));
});
after(() => database.close());

describe('the organs of Shantou', () => {
  test('are four bodies of the city, each with what stands under it, and 67 streets and towns', async () => {
    const organs = await asInternet((db) => listOrgans(db));
    const divisions = await asInternet(listDivisions);
    const ofTheCity = organs.filter((one) => one.parentId === null);
    assert.deepEqual(ofTheCity.map((one) => one.kind).sort(), ['congress', 'cppcc', 'government', 'party']);
    assert.equal(divisions.length, 75);
    assert.equal(divisions.filter((one) => one.code.length === 9).length, 67);
    const local = organs.filter((one) => one.divisionCode.length === 9);
    assert.equal(local.length, 67);
    assert.ok(organs.every((one) => isId(one.id) && one.name.zh !== '' && one.name.en !== ''));
  });

  test('loading the same files again changes nothing and keeps every id', async () => {
    const earlier = await asInternet((db) => listOrgans(db));
    const again = await asMigrator((db) => loadOrgans(db, shantou, new Date()));
    assert.deepEqual(again, { divisions: 0, courts: 0, organs: 0 });
    assert.equal(await asMigrator((db) => loadPosts(db, shantou, new Date())), 0);
    assert.deepEqual(await asInternet((db) => listOrgans(db)), earlier);
  });

  test('are found by key, by id and by division', async () => {
    const found = await asInternet((db) => findOrganByKey(db, 'longhu-market-supervision'));
    assert.ok(found);
    assert.equal(found.name.zh, '汕头市龙湖区市场监督管理局');
    assert.deepEqual(await asInternet((db) => getOrgan(db, found.id)), found);
    assert.deepEqual(await asInternet((db) => listOrgans(db, { ids: [found.id] })), [found]);
    const ofLonghu = await asInternet((db) => listOrgans(db, { divisionCode: '440507' }));
    assert.ok(ofLonghu.some((one) => one.id === found.id));
    assert.equal(await asInternet((db) => findOrganByKey(db, 'nowhere')), undefined);
    assert.equal((await asInternet((db) => getDivision(db, '440507001'))).name.zh, '金霞街道');
    assert.equal(districtOf('440507001'), '440507');
    assert.equal(districtOf('440507'), '440507');
  });

  test('a division or an organ that is not there is a sentence and not a fault', async () => {
    const unknown = '00000000-0000-7000-8000-000000000000';
    await assert.rejects(
      asInternet((db) => getDivision(db, '110101')),
      { kind: 'not-found', code: 'no-such-division' },
    );
    await assert.rejects(
      asInternet((db) => getOrgan(db, unknown)),
      { kind: 'not-found', code: 'no-such-organ' },
    );
    await assert.rejects(
      asInternet((db) => findAppealBodies(db, unknown)),
      { kind: 'not-found', code: 'no-such-organ' },
    );
  });

  test('appeal bodies are named, and say that they were not all confirmed', async () => {
    const bodiesOf = async (key: string) => {
      const organ = await asInternet((db) => findOrganByKey(db, key));
      return asInternet((db) => findAppealBodies(db, organ?.id ?? ''));
    };
    const market = await bodiesOf('jinping-market-supervision');
    assert.equal(market.reconsiderationOrganName?.zh, '汕头市金平区人民政府');
    assert.equal(market.alternativeOrganName, null);
    assert.equal(market.courtName?.zh, '汕头市金平区人民法院');
    assert.equal(market.verified, false);
    const fire = await bodiesOf('longhu-fire-rescue');
    assert.equal(fire.alternativeOrganName?.zh, '汕头市消防救援支队');
    const party = await bodiesOf('shantou-party-committee');
    assert.equal(party.reconsiderationOrganName, null);
    assert.equal(party.courtName, null);
  });

  test('the internet zone reads organs, and neither writes them nor sees posts', async () => {
    const pool = database.pools.get('internet');
    await assert.rejects(pool.query(`update organs.organ set name = '{}'`), { code: '42501' });
    await assert.rejects(pool.query('select from organs.post'), { code: '42501' });
  });

  test('an organ has one post of a role, whoever asks for it', async () => {
    const organ = await asMigrator((db) => buildOrgan(db, { divisionCode: '440511' }));
    const ensure = () => asMigrator((db) => ensurePost(db, organ, 'reviewer', new Date()));
    assert.equal(await ensure(), await ensure());
    const posts = await asMigrator((db) => listPosts(db, { organId: organ.id }));
    assert.deepEqual(
      posts.map((one) => [one.role, one.name.zh]),
      [['reviewer', '审查人员']],
    );
  });
});

describe('a wrong file', () => {
  let directory = '';
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'yizhan-organs-'));
  });
  after(() => rm(directory, { recursive: true }));

  async function refusalOf(file: string, change: (content: string) => string): Promise<string> {
    for (const name of ['divisions.json', 'organs.json', 'posts.json']) {
      await cp(join(shantou, name), join(directory, name));
    }
    const path = join(directory, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
    const load = file === 'posts.json' ? loadPosts : loadOrgans;
    const before = await asInternet((db) => listOrgans(db));
    try {
      await asMigrator<unknown>((db) => load(db, directory, new Date()));
    } catch (error) {
      assert.ok(isAppError(error), String(error));
      assert.match(error.text.zh, /没有任何内容被更改/);
      assert.deepEqual(await asInternet((db) => listOrgans(db)), before);
      return error.text.en;
    }
    return 'loaded';
  }

  test('is refused with a sentence that names the file and the record', async () => {
    const table: readonly [string, (content: string) => string, RegExp][] = [
      ['organs.json', () => '{', /organs\.json.*the file as a whole.*JSON/],
      ['organs.json', (all) => all.replace('"courts"', '"court"'), /organs\.json.*court/],
      [
        'organs.json',
        (all) => all.replace('"zh": "汕头市龙湖区市场监督管理局"', '"zh": ""'),
        /longhu-market-supervision \/organs\/\d+\/name\/zh/,
      ],
      [
        'organs.json',
        (all) => all.replace('"parent": "longhu-government"', '"parent": "longhu-goverment"'),
        /parent names longhu-goverment, which is not there/,
      ],
      [
        'organs.json',
        (all) => all.replace('"court": "longhu-court"', '"court": "no-court"'),
        /court names no-court/,
      ],
      [
        'organs.json',
        (all) => all.replace('"key": "shantou-congress"', '"key": "shantou-party-committee"'),
        /shantou-party-committee is wrong \(it is listed twice\)/,
      ],
      ['organs.json', (all) => all.replace('"uscc": null', '"uscc": "11440500007000001A"'), /credit code/],
      [
        'organs.json',
        (all) => all.replace('"parent": null', '"parent": "shantou-party-committee"'),
        /its own ancestor/,
      ],
      [
        'divisions.json',
        (all) =>
          all.replace('"code": "440507001", "parent": "440507"', '"code": "440507001", "parent": "440511"'),
        /440507001 is wrong \(its code does not lie within its parent 440511\)/,
      ],
      ['divisions.json', (all) => all.replace('"kind": "county"', '"kind": "canton"'), /440523/],
      ['posts.json', (all) => all.replace('"role": "reviewer"', '"role": "reviewers"'), /posts\.json/],
      [
        'posts.json',
        (all) => all.replace('"organ": "longhu-fire-rescue"', '"organ": "longhu-fire"'),
        /longhu-fire\/reviewer is wrong \(organ names longhu-fire/,
      ],
    ];
    for (const [file, change, expected] of table) assert.match(await refusalOf(file, change), expected);
  });

  test('that does not exist is refused as well', async () => {
    await assert.rejects(
      asMigrator((db) => loadOrgans(db, join(directory, 'nowhere'), new Date())),
      { code: 'data-file-wrong' },
    );
  });
});
