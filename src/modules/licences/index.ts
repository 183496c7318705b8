// The face of licences: drawing up, changing, renewing, showing and verifying what decisions issue.
export { claimLicences } from './claim-licences.ts';
export {
  findIssuedLicence,
  type IssuedLicence,
  type IssuedLicenceRow,
  presentIssuedLicence,
} from './find-issued-licence.ts';
export { findOwnLicence, findOwnLicenceId } from './find-own-licence.ts';
export {
  drawUpLicence,
  type Licence,
  type LicenceEntry,
  type LicenceInHand,
  type NewLicence,
} from './licence.ts';
export {
  type CaseDecision,
  changeLicence,
  type LicenceChange,
  renewLicence,
  replaceLicence,
} from './licence-change.ts';
export { buildLicence, type LicenceFixture } from './licence-fixtures.ts';
export { licenceSubscribers } from './licence-jobs.ts';
export { renderLicencePaper, stateSentence } from './licence-paper.ts';
export { listLicencesOf, lockLicence } from './licence-queries.ts';
export { applyForRenewal, type RenewalInHand, refuseRenewal } from './licence-renewal.ts';
export { storeLicence, storeLicenceChange } from './licence-store.ts';
export { loadLicenceTemplates } from './load-licence-templates.ts';
export { openPresentation, presentLicence, viewPresentation } from './present-licence.ts';
export { readPresentationDigits } from './presentation.ts';
export { lockRenewal } from './renewal-store.ts';
export {
  type ReviewSettings,
  reviewLicenceTermsTask,
  reviewLicenceTermsTaskName,
} from './review-licence-terms.ts';
export { licenceRoutes } from './routes.ts';
export { listOwnLicences, type OwnLicence, verifyLicence, viewOwnLicence } from './view-licence.ts';
