// The face of identity: who signs in, whose session a request carries, and what is known of residents and officers.
export { absenceRoutes } from './absence-routes.ts';
export {
  letLeave,
  listOfficersAtWork,
  listRunningAbsences,
  listStaffRows,
  type RunningAbsence,
  type StaffRow,
} from './absence-store.ts';
export { type AccountKind, normaliseLoginName } from './account-kind.ts';
export {
  createOfficer,
  createResident,
  givePost,
  type NewOfficer,
  type NewResident,
  type PostHolding,
} from './account-store.ts';
export { type DemonstrationAccount, loadDemonstrationAccounts } from './demonstration-accounts.ts';
export { createFindSession } from './find-session.ts';
export { maskDocumentNumber, readDocumentNumber } from './identity-document.ts';
export {
  type BuiltOfficer,
  type BuiltResident,
  buildOfficer,
  buildResident,
  exampleIdNumber,
  fixturePassword,
  type OfficerFixture,
  type ResidentFixture,
} from './identity-fixtures.ts';
export {
  findMailAddress,
  getResident,
  listOfficerNames,
  listOfficers,
  type Officer,
  type Resident,
} from './identity-queries.ts';
export { hashPassword } from './password.ts';
export { type IdentitySettings, identityRoutes } from './routes.ts';
export {
  addSeenInPerson,
  documentLookUp,
  type FoundByDocument,
  findByDocument,
  type ShownDocument,
} from './seen-in-person.ts';
export { signIn, signInUseCases, signOut, signOutUseCases } from './sign-in.ts';
export { sweepSignInsTask } from './sweep-sign-ins.ts';
