// Owns who acts in tests of modules: the demonstration's people as actors; refuses people that the seed does not know.
import type { OfficerActor, ResidentActor } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import type { TestCity } from './city.ts';

export async function findResident(city: TestCity, loginName: string): Promise<ResidentActor> {
  const { rows } = await city.database.migratorPool.query<{ id: Id }>(
    'select id from identity.resident where login_name = $1',
    [loginName],
  );
  if (rows[0] === undefined) throw new Error(`There is no resident ${loginName}.`);
  return { kind: 'resident', id: rows[0].id, realNameLevel: 2 };
}

/** Whoever holds this post; of a post that nobody holds in the demonstration, an officer who is made up. */
export async function findOfficer(city: TestCity, organKey: string, role: Role): Promise<OfficerActor> {
  const { rows } = await city.database.migratorPool.query<{ officer: Id | null; post: Id | null; organ: Id }>(
    `select holding.officer_id as officer, post.id as post, organ.id as organ
     from organs.organ left join organs.post on post.organ_id = organ.id and post.role = $2
     left join identity.post_holding holding on holding.post_id = post.id
     where organ.key = $1 order by holding.officer_id limit 1`,
    [organKey, role],
  );
  const found = rows[0];
  if (found === undefined) throw new Error(`There is no organ ${organKey}.`);
  const id = found.officer ?? newId(city.clock.now);
  const postId = found.post ?? newId(city.clock.now);
  return { kind: 'officer', id, posts: [{ postId, organId: found.organ, role }] };
}
