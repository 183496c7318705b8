// The face of organs: divisions, the tree of organs, their posts and where their acts can be appealed.
export { type LoadedOrgans, loadOrgans, loadPosts } from './load-organs.ts';
export { buildOrgan, type OrganFixture } from './organ-fixtures.ts';
export {
  type AppealBodies,
  type Division,
  districtOf,
  findAppealBodies,
  findGovernmentOf,
  findOrganByKey,
  getDivision,
  getOrgan,
  listDivisions,
  listOrgans,
  listPosts,
  type Organ,
  type Post,
} from './organ-queries.ts';
export { ensurePost } from './organ-store.ts';
export { type OrganTree, viewDivisions, viewOrgans } from './view-organs.ts';
