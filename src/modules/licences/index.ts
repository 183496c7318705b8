// The face of licences: drawing up, storing, viewing and verifying what decisions issue.
export { findOwnLicence } from './find-own-licence.ts';
export { drawUpLicence, type Licence, type LicenceEntry, type NewLicence } from './licence.ts';
export { renderLicencePaper } from './licence-paper.ts';
export { listLicencesOf, storeLicence } from './licence-store.ts';
export { verifyLicence, viewOwnLicence } from './view-licence.ts';
