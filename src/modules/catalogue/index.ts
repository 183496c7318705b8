// The face of the catalogue: services, life events, forms, and who is responsible.
export {
  findForm,
  findLifeEvent,
  findResponsibleOrgan,
  findResponsibleOrgans,
  findService,
  getFormVersion,
  getLifeEventVersion,
  getServiceVersion,
  listLifeEvents,
  listResponsibleOrganIds,
  listServices,
  type Published,
  type ResponsibleOrgan,
  titlesOfLifeEvents,
} from './catalogue-queries.ts';
export { type Choice, type ChosenService, chooseNamedServices, chooseServices } from './choose-services.ts';
export { type FoundServiceItem, findServiceItems } from './find-service-items.ts';
export {
  type ImportedLine,
  type ImportReport,
  importServices,
  type ServiceImport,
} from './import-services.ts';
export { type LoadReport, loadCatalogue } from './load-catalogue.ts';
export { importOutcomes, importSummary } from './messages.ts';
export { readLifeEvent } from './read-life-event.ts';
export { possibleRequirementsOf, type RequirementQuestion, requirementsOf } from './requirements.ts';
export { type ListEncoding, listEncodings } from './service-list.ts';
export {
  applicantModesOf,
  defaultModeOf,
  findMode,
  modesOf,
  processOf,
} from './service-modes.ts';
export {
  clockRulesOfService,
  findStageLimit,
  findSupplyLimit,
  findVerificationLimit,
  lawReferenceOf,
} from './service-rules.ts';
export { alsoApplyForKey, type Situations } from './situations.ts';
export { type LifeEventInHand, listPublishedLifeEvents, viewLifeEvent } from './view-life-event.ts';
