// Owns the permission matrix: what every route and page answers to every role; refuses a cell that nobody decided.
import { type Role, roles } from '#kernel/roles';
import type { Zone } from '#kernel/zones';

/**
 * What a request comes to. `yes`: it reaches the use case's decision (2xx, 3xx, or 409 and 422, which speak of state and
 * input). `sign-in`: sent to the sign-in page, or 401. `no`: 403. `hidden`: 404, as if the record were not there.
 */
export type Outcome = 'yes' | 'sign-in' | 'no' | 'hidden';

/**
 * Who asks. The owner is the resident whose draft, application, case or licence the path names. Officers hold one role
 * each, in the organ that handles the case (`own`) or in the same organ of another district (`other`).
 */
export type ActorName = 'anonymous' | 'resident-owner' | 'resident-other' | `${Role}/${'own' | 'other'}`;

export interface MatrixRow {
  readonly method: 'GET' | 'POST';
  /** As registered, in App.routes. */
  readonly path: string;
  readonly zone: Zone;
  /**
   * The use case that refuses, under whose name the refused attempt is on record. Undefined where no use case refuses:
   * on what is open to anyone, and on lists, before which the server sends a visitor to sign in.
   */
  readonly refusedBy: string | undefined;
  readonly outcomes: Readonly<Record<ActorName, Outcome>>;
}

export const actorNames: readonly ActorName[] = [
  'anonymous',
  'resident-owner',
  'resident-other',
  ...roles.flatMap((role) => [`${role}/own`, `${role}/other`] as const),
];

/** The three administrators and the catalogue's editors read no cases. */
const readingRoles: readonly Role[] = ['window-clerk', 'reviewer', 'approver', 'organ-head', 'supervisor'];

type Rule = (actor: ActorName, role: Role | undefined) => Outcome;
type Method = MatrixRow['method'];

const anyone: Rule = () => 'yes';
const residents: Rule = (actor) => (actor.startsWith('resident') ? 'yes' : 'sign-in');
const owner: Rule = (actor, role) => (actor === 'resident-other' ? 'hidden' : residents(actor, role));
const officers: Rule = (_actor, role) => (role === undefined ? 'sign-in' : 'yes');

/** Of no organ in particular: whoever's posts let them read cases at all. */
const readers: Rule = (_actor, role) => {
  if (role === undefined) return 'sign-in';
  return readingRoles.includes(role) ? 'yes' : 'no';
};

function ownOrgan(allowed: readonly Role[]): Rule {
  return (actor, role) => {
    if (role === undefined) return 'sign-in';
    if (actor.endsWith('/other')) return 'hidden';
    return allowed.includes(role) ? 'yes' : 'no';
  };
}

function row(zone: Zone, method: Method, path: string, rule: Rule, refusedBy: string | undefined): MatrixRow {
  const outcomeFor = (actor: ActorName) =>
    rule(
      actor,
      roles.find((role) => actor.startsWith(`${role}/`)),
    );
  const cells = actorNames.map((actor) => [actor, outcomeFor(actor)] as const);
  return { zone, method, path, refusedBy, outcomes: Object.fromEntries(cells) as MatrixRow['outcomes'] };
}

/** Pages of the portal; an officer's session counts for nothing there, so an officer is a visitor. */
const localePattern = '/:locale(^zh|en$)';
const openPage = (method: Method, path: string) =>
  row('internet', method, `${localePattern}${path}`, anyone, undefined);
const residentPage = (method: Method, path: string, refusedBy?: string) =>
  row('internet', method, `${localePattern}${path}`, residents, refusedBy);
const ownRecord = (method: Method, path: string, refusedBy: string) =>
  row('internet', method, `${localePattern}${path}`, owner, refusedBy);

/** Addresses of the workbench; a resident's session counts for nothing there. */
const openAddress = (method: Method, path: string) => row('extranet', method, path, anyone, undefined);
const officerList = (path: string, refusedBy: string) => row('extranet', 'GET', path, officers, refusedBy);
const caseView = (path: string, refusedBy: string) =>
  row('extranet', 'GET', path, ownOrgan(readingRoles), refusedBy);
/** The roles are those to which the processes of data/shantou/processes offer the task. */
const caseAction = (path: string, refusedBy: string, allowed: readonly Role[]) =>
  row('extranet', 'POST', `/api/cases/:caseId${path}`, ownOrgan(allowed), refusedBy);

/** What an officer keeps for the own work: whose desk it is, the asker says, so it has no other's records. */
const ownDesk = (path: string, refusedBy: string) => row('extranet', 'POST', path, officers, refusedBy);

/** Who decides on licences for the organ, and who enters papers and applications for another term. */
const decidingRoles: readonly Role[] = ['approver', 'organ-head'];
const enteringRoles: readonly Role[] = ['window-clerk', ...decidingRoles];
const licenceAct = (path: string, refusedBy: string, allowed = decidingRoles) =>
  row('extranet', 'POST', `/api/licences/:licenceId${path}`, ownOrgan(allowed), refusedBy);

/** Of no organ in particular: whoever holds one of these posts somewhere. */
function rolesOnly(allowed: readonly Role[]): Rule {
  return (_actor, role) => {
    if (role === undefined) return 'sign-in';
    return allowed.includes(role) ? 'yes' : 'no';
  };
}

/** Where the body names the organ there is no record to hide: whoever holds no post there is refused. */
function ofNamedOrgan(allowed: readonly Role[]): Rule {
  return (actor, role) => {
    if (role === undefined) return 'sign-in';
    return actor.endsWith('/own') && allowed.includes(role) ? 'yes' : 'no';
  };
}

/** The one-stop window: drafts are of the organ's counter, results of the district. */
const counterDraft = (method: Method, path: string, refusedBy: string) =>
  row('extranet', method, `/api/counter/drafts/:draftId${path}`, ownOrgan(['window-clerk']), refusedBy);
const counterReceipt = (path: string) =>
  row(
    'extranet',
    'GET',
    `/api/counter/applications/:applicationId${path}`,
    ownOrgan(['window-clerk']),
    'view-counter-receipt',
  );
/** To whoever is no window clerk of the district, also in the case's own organ, there is nothing to hand out. */
const ofDistrict: Rule = (actor, role) => {
  if (role === undefined) return 'sign-in';
  return actor === 'window-clerk/own' ? 'yes' : 'hidden';
};

/** Of no organ in particular: a head in the own organ, and the security administrator everywhere. */
const letLeave: Rule = (actor, role) => {
  if (role === undefined) return 'sign-in';
  return actor === 'organ-head/own' || role === 'security-administrator' ? 'yes' : 'no';
};

/** What failed is of all organs and of none: the operator looks after the platform, whosever work it is. */
const incidentAct = (path: string, refusedBy: string) =>
  row('extranet', 'POST', `/api/incidents/:id${path}`, rolesOnly(['system-administrator']), refusedBy);

export const permissionMatrix: readonly MatrixRow[] = [
  row('internet', 'GET', '/', anyone, undefined),
  row('internet', 'GET', '/assets/portal.css', anyone, undefined),
  openPage('GET', '/'),
  openPage('GET', '/search'),
  openPage('GET', '/life-events/:key'),
  openPage('GET', '/life-events/:key/start'),
  openPage('GET', '/departments'),
  openPage('GET', '/letters'),
  openPage('GET', '/sign-in'),
  openPage('POST', '/sign-in'),
  openPage('POST', '/sign-out'),
  openPage('GET', '/progress'),
  openPage('POST', '/progress'),
  openPage('GET', '/verify'),
  openPage('GET', '/verify/:code'),
  openPage('GET', '/verify/presented/:token'),
  openPage('GET', '/papers/:code'),

  residentPage('POST', '/life-events/:key/start', 'start-draft'),
  residentPage('GET', '/applications'),
  residentPage('GET', '/notices'),
  residentPage('GET', '/licences'),
  residentPage('POST', '/licences/claim', 'claim-licences'),

  ownRecord('GET', '/drafts/:draftId', 'view-draft'),
  ownRecord('GET', '/drafts/:draftId/:page', 'view-draft'),
  ownRecord('POST', '/drafts/:draftId/:page', 'view-draft'),
  ownRecord('GET', '/drafts/:draftId/manner', 'view-draft'),
  ownRecord('POST', '/drafts/:draftId/manner', 'view-draft'),
  ownRecord('GET', '/drafts/:draftId/evidence', 'view-draft'),
  ownRecord('POST', '/drafts/:draftId/evidence', 'view-draft'),
  ownRecord('POST', '/drafts/:draftId/evidence/:requirementKey/removal', 'remove-evidence'),
  ownRecord('GET', '/drafts/:draftId/hand-over', 'view-draft'),
  ownRecord('POST', '/drafts/:draftId/hand-over', 'offer-hand-over'),
  ownRecord('GET', '/drafts/:draftId/check', 'view-draft'),
  ownRecord('POST', '/drafts/:draftId/submission', 'submit-application'),
  ownRecord('GET', '/applications/:applicationId', 'view-application'),
  ownRecord('GET', '/applications/:applicationId/receipt', 'view-application'),
  ownRecord('GET', '/applications/:applicationId/receipt.pdf', 'view-application'),
  ownRecord('GET', '/applications/:applicationId/cases/:caseId/correction', 'view-application'),
  ownRecord('POST', '/applications/:applicationId/cases/:caseId/correction', 'view-application'),
  ownRecord('GET', '/applications/:applicationId/cases/:caseId/withdrawal', 'view-application'),
  ownRecord('POST', '/applications/:applicationId/cases/:caseId/withdrawal', 'view-application'),
  ownRecord('GET', '/applications/:applicationId/cases/:caseId/choice', 'view-application'),
  ownRecord('POST', '/applications/:applicationId/cases/:caseId/choice', 'view-application'),
  ownRecord('GET', '/applications/:applicationId/cases/:caseId/supply', 'view-application'),
  ownRecord('POST', '/applications/:applicationId/cases/:caseId/supply', 'view-application'),
  ownRecord('GET', '/applications/:applicationId/withdrawal', 'view-application'),
  ownRecord('POST', '/applications/:applicationId/withdrawal', 'view-application'),
  ownRecord('GET', '/cases/:caseId/papers/:paperId/paper.pdf', 'open-own-paper'),
  ownRecord('GET', '/licences/:number', 'view-own-licence'),
  ownRecord('GET', '/licences/:number/paper.pdf', 'view-own-licence'),
  ownRecord('POST', '/licences/:number/presentations', 'present-licence'),
  ownRecord('GET', '/licences/:number/presentations/:presentationId', 'view-presentation'),

  openAddress('GET', `${localePattern}/workbench`),
  openAddress('GET', `${localePattern}/workbench/*`),
  openAddress('GET', '/api/session'),
  openAddress('POST', '/api/sign-in'),
  openAddress('POST', '/api/sign-out'),

  officerList('/api/inbox', 'list-inbox'),
  officerList('/api/inbox/filters', 'list-inbox-filters'),
  row('extranet', 'GET', '/api/inbox/acceptance', readers, 'preview-acceptance'),
  row('extranet', 'GET', '/api/cases', readers, 'search-cases'),

  caseView('/api/cases/:caseId', 'view-case'),
  caseView('/api/cases/:caseId/evidence/:evidenceId', 'view-evidence'),
  caseView('/api/cases/:caseId/papers/:paperId', 'view-paper'),
  caseView('/api/cases/:caseId/notes', 'list-notes'),
  caseView('/api/cases/:caseId/archive', 'download-archive'),

  caseAction('/acceptance', 'accept-case', ['reviewer']),
  caseAction('/non-acceptance', 'refuse-acceptance', ['reviewer']),
  caseAction('/correction', 'request-correction', ['reviewer']),
  caseAction('/review', 'review-case', ['reviewer']),
  // Before the inspection: afterwards nothing is added to it.
  caseAction('/photographs', 'attach-inspection-photograph', ['reviewer']),
  caseAction('/photographs/:recordFileId/removal', 'remove-inspection-photograph', ['reviewer']),
  caseAction('/inspection', 'inspect-case', ['reviewer']),
  caseAction('/decision', 'decide-case', ['approver']),
  caseAction('/decision-on-the-spot', 'decide-on-the-spot', ['approver']),
  caseAction('/extension', 'extend-case', ['organ-head']),
  caseAction('/transfer', 'transfer-case', ['reviewer', 'approver']),
  caseAction('/termination', 'terminate-case', ['approver']),
  caseAction('/procedures', 'open-procedure', ['reviewer', 'approver']),
  caseView('/api/procedures/:procedureId', 'view-procedure'),
  caseView('/api/procedures/:procedureId/evidence/:evidenceId', 'view-shared-evidence'),
  row(
    'extranet',
    'POST',
    '/api/procedures/:procedureId/conclusion',
    ownOrgan(['reviewer', 'approver']),
    'conclude-procedure',
  ),
  row('extranet', 'GET', '/api/procedures', readers, 'list-participation'),
  row(
    'extranet',
    'POST',
    '/api/procedures/:procedureId/hearing-request',
    ownOrgan(['reviewer', 'approver']),
    'record-hearing-request',
  ),
  row(
    'extranet',
    'POST',
    '/api/procedures/:procedureId/hearing-appointment',
    ownOrgan(['reviewer', 'approver']),
    'set-hearing-appointment',
  ),
  row(
    'extranet',
    'POST',
    '/api/procedures/:procedureId/files',
    ownOrgan(['reviewer', 'approver']),
    'attach-procedure-file',
  ),
  caseView('/api/procedures/:procedureId/files/:recordFileId', 'view-procedure-file'),
  row(
    'extranet',
    'POST',
    '/api/procedures/:procedureId/files/:recordFileId/removal',
    ownOrgan(['reviewer', 'approver']),
    'remove-procedure-file',
  ),
  caseView('/api/cases/:caseId/files/:recordFileId', 'view-case-file'),
  caseAction('/notes', 'add-note', readingRoles),
  caseAction('/deliveries', 'record-delivery', ['window-clerk', 'reviewer', 'approver']),
  caseAction('/deliveries/:handOverId/proof', 'attach-signed-proof', [
    'window-clerk',
    'reviewer',
    'approver',
  ]),

  officerList('/api/stream', 'watch-changes'),
  officerList('/api/desk', 'view-desk'),
  ownDesk('/api/desk/views', 'save-view'),
  ownDesk('/api/desk/views/:viewId/removal', 'remove-view'),
  ownDesk('/api/desk/phrases', 'save-phrase'),
  ownDesk('/api/desk/phrases/:phraseId/removal', 'remove-phrase'),
  ownDesk('/api/desk/look', 'mark-inbox-seen'),

  row('extranet', 'POST', '/api/tasks/assignment/preview', ofNamedOrgan(['reviewer']), 'preview-assignment'),
  row('extranet', 'POST', '/api/tasks/assignment', ofNamedOrgan(['reviewer']), 'assign-tasks'),
  row('extranet', 'GET', '/api/staff', letLeave, 'list-staff'),
  row('extranet', 'GET', '/api/staff/:officerId/open-work', letLeave, 'view-departure'),
  row('extranet', 'POST', '/api/staff/:officerId/departure', letLeave, 'let-officer-leave'),
  officerList('/api/absences', 'list-absences'),
  row('extranet', 'POST', '/api/absences/recording', ofNamedOrgan(['organ-head']), 'record-absence'),
  row('extranet', 'POST', '/api/absences/:absenceId/end', ownOrgan(['organ-head']), 'end-absence'),

  row('extranet', 'GET', '/api/incidents', rolesOnly(['system-administrator']), 'view-incidents'),
  incidentAct('/retry', 'retry-incident'),
  incidentAct('/skip', 'skip-incident'),

  row('extranet', 'GET', '/api/counter', rolesOnly(['window-clerk']), 'view-counter'),
  row('extranet', 'POST', '/api/counter/tickets', ofNamedOrgan(['window-clerk']), 'take-ticket'),
  row('extranet', 'POST', '/api/counter/tickets/call', ofNamedOrgan(['window-clerk']), 'call-next'),
  row('extranet', 'POST', '/api/counter/drafts', ofNamedOrgan(['window-clerk']), 'start-counter-draft'),
  row('extranet', 'POST', '/api/counter/drafts/take-up', ofNamedOrgan(['window-clerk']), 'take-up-draft'),
  counterDraft('GET', '', 'view-counter-draft'),
  counterDraft('POST', '', 'save-counter-draft'),
  counterDraft('POST', '/applicant', 'identify-applicant'),
  counterDraft('POST', '/evidence', 'view-counter-draft'),
  counterDraft('GET', '/evidence/:requirementKey', 'view-counter-evidence'),
  counterDraft('POST', '/evidence/:requirementKey/removal', 'remove-counter-evidence'),
  counterDraft('POST', '/print', 'print-counter-draft'),
  counterDraft('GET', '/form.pdf', 'view-counter-draft'),
  counterDraft('POST', '/submission', 'submit-counter-application'),
  counterDraft('POST', '/discard', 'discard-counter-draft'),
  counterReceipt(''),
  counterReceipt('/receipt.pdf'),
  row('extranet', 'POST', '/api/counter/deliverables', rolesOnly(['window-clerk']), 'find-deliverables'),
  row('extranet', 'GET', '/api/counter/cases/:caseId/papers/:paperId', ofDistrict, 'view-deliverable-paper'),
  row('extranet', 'POST', '/api/counter/cases/:caseId/deliveries', ofDistrict, 'hand-out-at-counter'),
  row('extranet', 'GET', '/api/counter/cases/:caseId/licence.pdf', ofDistrict, 'view-deliverable-licence'),
  row('extranet', 'GET', '/api/counter/cases/:caseId/proof-to-sign.pdf', ofDistrict, 'view-proof-to-sign'),
  row(
    'extranet',
    'POST',
    '/api/counter/cases/:caseId/deliveries/:handOverId/proof',
    ofDistrict,
    'attach-counter-proof',
  ),

  row('extranet', 'GET', '/api/licences', readers, 'search-licences'),
  row('extranet', 'GET', '/api/licences/:licenceId', ownOrgan(readingRoles), 'view-organ-licence'),
  licenceAct('/suspension', 'suspend-licence'),
  licenceAct('/resumption', 'resume-licence'),
  licenceAct('/withdrawal', 'withdraw-licence'),
  licenceAct('/revocation', 'revoke-licence'),
  licenceAct('/penalty-revocation', 'revoke-licence-as-penalty'),
  licenceAct('/cancellation', 'cancel-licence'),
  licenceAct('/renewal', 'open-renewal', enteringRoles),
  licenceAct('/renewal-decision', 'decide-renewal'),

  row('extranet', 'GET', '/api/licence-imports', rolesOnly(enteringRoles), 'list-licence-imports'),
  row('extranet', 'POST', '/api/licence-imports/check', ofNamedOrgan(enteringRoles), 'check-licence-import'),
  row('extranet', 'POST', '/api/licence-imports', ofNamedOrgan(enteringRoles), 'enter-licence-import'),
  row('extranet', 'GET', '/api/licence-imports/:batchId', ownOrgan(enteringRoles), 'view-licence-import'),
  row(
    'extranet',
    'POST',
    '/api/licence-imports/:batchId/decision',
    ownOrgan(decidingRoles),
    'decide-licence-import',
  ),
];
