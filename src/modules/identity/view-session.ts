// Owns what an officer sees of themselves: posts with the names of their organs; refuses nothing, as it is public.
import type { HeldPost } from '#kernel/actors';
import { roleNames } from '#kernel/roles';
import { listOrgans, type Organ } from '#modules/organs';
import { query } from '#platform/use-case';
import type { PostView } from './contract.ts';
import { maySeeNamesOfPosts } from './identity-permissions.ts';
import type { IdentityTables } from './identity-tables.gen.ts';

interface ViewSession {
  readonly posts: readonly HeldPost[];
}

/** The posts as their holder sees them. Right after signing in the request is still nobody's: the posts are given. */
export const viewSession = query<ViewSession, readonly Organ[], IdentityTables, readonly PostView[]>({
  name: 'view-session',
  zone: 'extranet',
  audience: ['anonymous', 'officer'],
  audited: false,
  load: (db, { posts }) => listOrgans(db, { ids: posts.map((post) => post.organId) }),
  permission: maySeeNamesOfPosts,
  object: () => ({ kind: 'session' }),
  present(organs, { posts }) {
    const names = new Map(organs.map((organ) => [organ.id, organ.name]));
    return posts.flatMap((post) => {
      const organName = names.get(post.organId);
      return organName === undefined ? [] : [{ ...post, organName, roleName: roleNames[post.role] }];
    });
  },
});
