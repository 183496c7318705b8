// The face of the catalogue: services, life events, forms, and who is responsible.
export {
  findForm,
  findLifeEvent,
  findResponsibleOrgan,
  findService,
  getFormVersion,
  getLifeEventVersion,
  getServiceVersion,
  type Published,
  type ResponsibleOrgan,
  titlesOfLifeEvents,
} from './catalogue-queries.ts';
export {
  alsoApplyForKey,
  type Choice,
  type ChosenService,
  chooseServices,
  type Situations,
} from './choose-services.ts';
export { type LoadReport, loadCatalogue } from './load-catalogue.ts';
export { clockRulesOfService, findStageLimit, lawReferenceOf } from './service-rules.ts';
export { type LifeEventInHand, listPublishedLifeEvents, viewLifeEvent } from './view-life-event.ts';
