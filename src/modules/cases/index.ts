// The face of cases: drafts and applications for the portal, cases for the workbench, and what runs on events.
export { attachEvidence, removeEvidence } from './attach-evidence.ts';
export { divisionFinder } from './case-answers.ts';
export { type ApplicationFixture, buildApplication, buildDraft } from './case-fixtures.ts';
export { caseSubscribers, type RequestForEvent } from './case-jobs.ts';
export {
  type AttachedFile,
  type DraftInHand,
  draftErrors,
  evidenceNotToBring,
  evidenceToAttach,
  neededFields,
} from './draft.ts';
export { findProgress, type Progress } from './find-progress.ts';
export { findRecipients, type Recipient } from './find-recipients.ts';
export { appealTexts } from './messages.ts';
export { progressAddress, renderReceiptPaper } from './receipt-paper.ts';
export { replyToCorrection } from './reply-to-correction.ts';
export { type CaseSettings, caseRoutes } from './routes.ts';
export { saveDraft } from './save-draft.ts';
export { startDraft } from './start-draft.ts';
export { submitApplication } from './submit-application.ts';
export {
  type ApplicationRow,
  listApplications,
  type OwnApplication,
  type OwnCase,
  viewApplication,
} from './view-application.ts';
export { type DraftRow, listDrafts, viewDraft } from './view-draft.ts';
