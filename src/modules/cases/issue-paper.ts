// Owns that each event of a case gets its paper: numbered, dated with the event's day; refuses a second one for an event.
import { newId } from '#kernel/ids';
import { newVerificationCode } from '#kernel/numbers';
import { command } from '#platform/use-case';
import { caseEvent } from './case-events.ts';
import { isSystem } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { type CaseForPaper, loadCaseForPaper, type PaperCause } from './load-case-for-paper.ts';
import { maskName, type Paper } from './paper.ts';
import { composePaper } from './paper-content.ts';
import { storePaper } from './paper-store.ts';
import { paperTitle } from './paper-words.ts';

interface IssuedChange {
  readonly paper: Paper;
  readonly organCode: string;
}

/**
 * 行政许可法 第三十二条第二款: acceptance and non-acceptance are confirmed in writing, dated and sealed; the other papers
 * follow their own articles. The paper's day is the legal day of the event. Its content is fixed here; the PDF is made
 * from it whenever somebody asks.
 */
export const issuePaper = command<PaperCause, CaseForPaper, IssuedChange | undefined, void, CasesTables>({
  name: 'issue-paper',
  zone: 'extranet',
  audience: ['system'],
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  load: loadCaseForPaper,
  permission: isSystem,
  decide(issuing, { caseId, eventId }, { now }) {
    const { kind, issuer, facts, organId } = issuing;
    if (issuing.alreadyIssued || kind === undefined || (kind === 'delivery-proof' && !issuing.wantsProof))
      return { change: undefined, answer: undefined, events: [] };
    const paper: Paper = {
      id: newId(now),
      caseId,
      organId,
      issuerId: issuer.id,
      residentId: issuing.residentId,
      districtCode: issuing.districtCode,
      kind,
      title: paperTitle(kind, facts.serviceKind, facts.byApplicant),
      issuerName: issuer.name,
      issuedOn: facts.eventDay,
      issuedAt: now,
      applicantMasked: maskName(facts.applicantName),
      content: composePaper({ ...facts, kind }, issuer.paperCode !== null),
      verificationCode: newVerificationCode(),
      causeId: eventId,
    };
    return {
      change: { paper, organCode: issuer.paperCode ?? issuer.name.zh },
      answer: undefined,
      events: [caseEvent('PaperIssued', { id: caseId, organId }, { paperId: paper.id, kind })],
    };
  },
  async store(db, change) {
    if (change !== undefined) await storePaper(db, change.paper, change.organCode);
  },
});
