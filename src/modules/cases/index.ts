// The face of cases: drafts and applications for the portal, cases for the workbench, and what runs on events.
export { goOnWithCase, supplyDeferred, withdrawCase } from './act-on-own-case.ts';

export { appealLines } from './appeal-lines.ts';
export { type ArchiveSettings, archiveCaseTask, archiveCaseTaskName } from './archive-case.ts';
export { periodNames } from './archive-messages.ts';
export {
  exportArchive,
  listPackagesForTransfer,
  movePackages,
  type PackageFile,
} from './archive-packages.ts';
export type { NamedPackage, TransferLine } from './archive-store.ts';
export { scanCounterFileTaskName } from './attach-counter-evidence.ts';
export { attachEvidence, removeEvidence } from './attach-evidence.ts';
export { divisionFinder } from './case-answers.ts';
export { type ApplicationFixture, buildApplication, buildDraft } from './case-fixtures.ts';
export { caseServices, caseSubscribers, type RequestForEvent } from './case-jobs.ts';
export { chooseManner, deferEvidence } from './choose-manner.ts';
export {
  type AttachedFile,
  choicesOfMode,
  committedServices,
  type DraftInHand,
  draftErrors,
  evidenceNotToBring,
  evidenceToAttach,
  neededFields,
} from './draft.ts';
export { findProgress, type Progress } from './find-progress.ts';
export { findRecipients, type Recipient } from './find-recipients.ts';
export { type HandOver, offerHandOver } from './hand-over-draft.ts';
export { type ApplicationRow, listApplications } from './list-applications.ts';
export { listIncidentNumbers } from './list-incident-numbers.ts';
export { listPresided } from './list-presided.ts';
export { progressAddress, renderReceiptPaper } from './receipt-paper.ts';
export { recountDueClocks } from './recount-clocks.ts';
export { paperFileName, renderCasePaper } from './render-case-paper.ts';
export { replyToCorrection } from './reply-to-correction.ts';
export { type CaseSettings, caseRoutes } from './routes.ts';
export { saveDraft } from './save-draft.ts';
export { startDraft } from './start-draft.ts';
export { submitApplication } from './submit-application.ts';
export {
  type OwnApplication,
  type OwnCase,
  type OwnProcedure,
  viewApplication,
} from './view-application.ts';
export { type DraftRow, listDrafts, viewDraft } from './view-draft.ts';
export { openOwnLicence, openOwnPaper, verifyPaper } from './view-paper.ts';
