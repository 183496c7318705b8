// Owns the addresses of the one-stop window; refuses to decide anything, and to render a paper inside a transaction.
import type { Static, TSchema } from 'typebox';
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import { renderLicencePaper } from '#modules/licences';
import { type FileStore, receiveDocument } from '#platform/files';
import type { Exchange, Reply, Route } from '#platform/http';
import {
  attachCounterEvidence,
  removeCounterEvidence,
  viewCounterEvidence,
} from './attach-counter-evidence.ts';
import { attachCounterProof } from './attach-signed-proof.ts';
import {
  applicantBody,
  counterDeliveryBody,
  counterPaths,
  deliverablesBody,
  organBody,
  revisionBody,
  saveCounterBody,
  startCounterBody,
  submitCounterBody,
  takeUpBody,
} from './counter-contract.ts';
import {
  findDeliverables,
  handOutAtCounter,
  nothingToDeliver,
  viewDeliverablePaper,
  viewProofToSign,
} from './counter-deliveries.ts';
import { noCounterDraft } from './counter-draft-store.ts';
import { viewDeliverableLicence } from './counter-licence.ts';
import { counterMessages } from './counter-messages.ts';
import { callNext, takeTicket } from './counter-queue.ts';
import { renderCounterReceipt, viewCounterReceipt } from './counter-receipt.ts';
import { discardCounterDraft } from './discard-counter-draft.ts';
import type { AttachedFile } from './draft.ts';
import { identifyApplicant } from './identify-applicant.ts';
import { takeRecordFile } from './record-file-routes.ts';
import { paperFileName, renderCasePaper } from './render-case-paper.ts';
import { renderCounterForm } from './render-counter-form.ts';
import { renderProofToSign } from './render-proof-to-sign.ts';
import { saveCounterDraft } from './save-counter-draft.ts';
import { startCounterDraft, takeUpDraft } from './start-counter-draft.ts';
import { printCounterDraft, submitCounterApplication } from './submit-counter-application.ts';
import { viewCounter } from './view-counter.ts';
import { counterDraftView, viewCounterDraft } from './view-counter-draft.ts';

export interface CounterSettings {
  readonly files: FileStore;
  /** Where the portal is reached, for what is printed on papers. */
  readonly publicUrl: string;
  readonly fileSizeLimitBytes: number;
}

const officers = { zone: 'extranet', surface: 'api', audience: 'officer' } as const;
/** Codes and documents that somebody tries out are slowed down, whoever tries. */
const triesPerMinuteMost = 30;
const draftId = ':draftId';

export function counterRoutes(settings: CounterSettings): readonly Route[] {
  return [
    get(counterPaths.home, ['view-counter'], async (exchange) => json(await exchange.run(viewCounter, {}))),
    post(counterPaths.takeTicket, organBody, ['take-ticket'], async (exchange, body) =>
      json({ label: await exchange.run(takeTicket, body) }),
    ),
    post(counterPaths.callNext, organBody, ['call-next'], async (exchange, body) =>
      json({ label: await exchange.run(callNext, body) }),
    ),
    post(counterPaths.drafts, startCounterBody, ['start-counter-draft'], async (exchange, body) =>
      json({ draftId: await exchange.run(startCounterDraft, body) }),
    ),
    {
      ...post(counterPaths.takeUp, takeUpBody, ['take-up-draft'], async (exchange, body) =>
        json({ draftId: await exchange.run(takeUpDraft, body) }),
      ),
      mostPerMinute: triesPerMinuteMost,
    },
    ...draftRoutes(settings),
    ...evidenceRoutes(settings),
    ...resultRoutes(settings),
  ];
}

/** What is done with one draft; the answer is the draft as it stands then. */
function draftRoutes({ files }: CounterSettings): readonly Route[] {
  const seeing = 'view-counter-draft';
  return [
    get(counterPaths.draft(draftId), [seeing], showDraft),
    post(
      counterPaths.draft(draftId),
      saveCounterBody,
      ['save-counter-draft', seeing],
      async (exchange, body) => {
        await exchange.run(saveCounterDraft, { ...body, draftId: draftIdOf(exchange) });
        return await showDraft(exchange);
      },
    ),
    {
      ...post(
        counterPaths.applicant(draftId),
        applicantBody,
        ['identify-applicant', seeing],
        async (exchange, body) => {
          await exchange.run(identifyApplicant, { ...body, draftId: draftIdOf(exchange) });
          return await showDraft(exchange);
        },
      ),
      mostPerMinute: triesPerMinuteMost,
    },
    post(
      counterPaths.print(draftId),
      revisionBody,
      ['print-counter-draft', seeing],
      async (exchange, body) => {
        await exchange.run(printCounterDraft, { ...body, draftId: draftIdOf(exchange) });
        return await showDraft(exchange);
      },
    ),
    get(counterPaths.formPaper(draftId), [seeing], async (exchange) => {
      const seen = await exchange.run(viewCounterDraft, { draftId: draftIdOf(exchange) });
      const content = await renderCounterForm(seen, exchange.locale, exchange.now);
      return pdf(content, '申请表.pdf');
    }),
    post(
      counterPaths.submit(draftId),
      submitCounterBody,
      ['submit-counter-application'],
      async (exchange, body) => {
        const input = { ...body, draftId: draftIdOf(exchange) };
        return json({ applicationId: await exchange.run(submitCounterApplication, input) });
      },
    ),
    post(counterPaths.discard(draftId), revisionBody, ['discard-counter-draft'], async (exchange, body) => {
      const input = { ...body, draftId: draftIdOf(exchange) };
      for (const fileId of await exchange.run(discardCounterDraft, input))
        await files.remove('extranet', fileId);
      return json({});
    }),
  ];
}

function evidenceRoutes({ files, fileSizeLimitBytes }: CounterSettings): readonly Route[] {
  return [
    {
      ...officers,
      method: 'POST',
      path: counterPaths.evidence(draftId),
      useCases: ['attach-counter-evidence', 'view-counter-draft'],
      body: 'multipart',
      handle: (exchange) => takeScan(exchange, files, fileSizeLimitBytes),
    },
    get(
      counterPaths.evidenceFile(draftId, ':requirementKey'),
      ['view-counter-evidence'],
      async (exchange) => {
        const requirementKey = exchange.params['requirementKey'] ?? '';
        const input = { draftId: draftIdOf(exchange), requirementKey };
        const file = await exchange.run(viewCounterEvidence, input);
        const content = await files.read(file.zone ?? 'internet', file.fileId);
        const { mediaType, name: fileName } = file;
        return { kind: 'bytes', content, mediaType, fileName, disposition: 'inline' };
      },
    ),
    post(
      counterPaths.removeEvidence(draftId, ':requirementKey'),
      revisionBody,
      ['remove-counter-evidence', 'view-counter-draft'],
      async (exchange, body) => {
        const requirementKey = exchange.params['requirementKey'] ?? '';
        const input = { ...body, draftId: draftIdOf(exchange), requirementKey };
        const removed = await exchange.run(removeCounterEvidence, input);
        if (removed !== undefined) await files.remove('extranet', removed.fileId);
        return await showDraft(exchange);
      },
    ),
  ];
}

/** The bytes are durable before the row; where the row is refused, they are removed again. */
async function takeScan(exchange: Exchange, files: FileStore, limitBytes: number): Promise<Reply> {
  const id = draftIdOf(exchange);
  // Whoever may not work at this counter is refused before any byte is taken in.
  await exchange.run(viewCounterDraft, { draftId: id });
  const taken: AttachedFile[] = [];
  try {
    const fields = await exchange.readMultipart(async (part) => {
      taken.push(await receiveDocument(files, 'extranet', part, limitBytes, exchange.now));
    });
    const [file, second] = taken;
    if (file === undefined || second !== undefined)
      throw new AppError('invalid', 'file-missing', counterMessages.fileMissing);
    const replaced = await exchange.run(attachCounterEvidence, {
      draftId: id,
      revision: Number(fields.get('revision')?.[0] ?? 0),
      requirementKey: fields.get('requirementKey')?.[0] ?? '',
      originalSeen: fields.get('originalSeen')?.[0] === 'true',
      file,
    });
    if (replaced !== undefined) await files.remove('extranet', replaced.fileId);
  } catch (error) {
    for (const { fileId } of taken) await files.remove('extranet', fileId);
    throw error;
  }
  return await showDraft(exchange);
}

/** Receipts, and what is handed out. */
function resultRoutes(settings: CounterSettings): readonly Route[] {
  const { publicUrl } = settings;
  const receiptOf = (exchange: Exchange) =>
    exchange.run(viewCounterReceipt, {
      applicationId: idOf(exchange, 'applicationId', counterMessages.noApplication),
    });
  return [
    get(counterPaths.receipt(':applicationId'), ['view-counter-receipt'], async (exchange) =>
      json(await receiptOf(exchange)),
    ),
    get(counterPaths.receiptPaper(':applicationId'), ['view-counter-receipt'], async (exchange) => {
      const receipt = await receiptOf(exchange);
      return pdf(await renderCounterReceipt(receipt, exchange.locale, publicUrl), `${receipt.number}.pdf`);
    }),
    {
      ...post(
        counterPaths.findDeliverables,
        deliverablesBody,
        ['find-deliverables'],
        async (exchange, body) => json({ rows: await exchange.run(findDeliverables, body) }),
      ),
      mostPerMinute: triesPerMinuteMost,
    },
    get(counterPaths.paper(':caseId', ':paperId'), ['view-deliverable-paper'], async (exchange) => {
      const nothing = counterMessages.nothingToDeliver;
      const caseId = idOf(exchange, 'caseId', nothing);
      const paperId = idOf(exchange, 'paperId', nothing);
      const printable = await exchange.run(viewDeliverablePaper, { caseId, paperId });
      return pdf(await renderCasePaper(printable, publicUrl), paperFileName(printable.paper));
    }),
    post(
      counterPaths.deliver(':caseId'),
      counterDeliveryBody,
      ['hand-out-at-counter'],
      async (exchange, body) => {
        const caseId = idOf(exchange, 'caseId', counterMessages.nothingToDeliver);
        return json(await exchange.run(handOutAtCounter, { ...body, caseId }));
      },
    ),
    ...printedRoutes(settings),
  ];
}

/** What is printed when a result is handed out, and the scan of what was signed. */
function printedRoutes(settings: CounterSettings): readonly Route[] {
  const caseIdOf = (exchange: Exchange) => idOf(exchange, 'caseId', counterMessages.nothingToDeliver);
  return [
    get(counterPaths.licencePaper(':caseId'), ['view-deliverable-licence'], async (exchange) => {
      const licence = await exchange.run(viewDeliverableLicence, { caseId: caseIdOf(exchange) });
      const { locale } = exchange;
      return pdf(
        await renderLicencePaper(licence, locale, settings.publicUrl, licence.drawnUpAt),
        `${licence.number}.pdf`,
      );
    }),
    get(counterPaths.proofToSign(':caseId'), ['view-proof-to-sign'], async (exchange) => {
      const items = (exchange.query['items'] ?? '').split(',');
      const paperIds = items.map((one) => (one === 'licence' ? null : one));
      if (!paperIds.every((one) => one === null || isId(one))) throw nothingToDeliver();
      const proof = await exchange.run(viewProofToSign, { caseId: caseIdOf(exchange), paperIds });
      const { locale, now } = exchange;
      return pdf(await renderProofToSign(proof, locale, now), `${proof.caseNumber}.pdf`);
    }),
    {
      ...officers,
      method: 'POST',
      path: counterPaths.signedProof(':caseId', ':handOverId'),
      useCases: ['attach-counter-proof'],
      async handle(exchange) {
        const caseId = caseIdOf(exchange);
        const handOverId = idOf(exchange, 'handOverId', counterMessages.nothingToDeliver);
        await takeRecordFile(exchange, settings, (file) =>
          exchange.run(attachCounterProof, { caseId, handOverId, file }),
        );
        return json({});
      },
    },
  ];
}

function get(path: string, useCases: readonly string[], handle: Route['handle']): Route {
  return { ...officers, method: 'GET', path, useCases, handle };
}

/** The body that its schema has checked. */
function post<Schema extends TSchema>(
  path: string,
  body: Schema,
  useCases: readonly string[],
  handle: (exchange: Exchange, body: Static<Schema>) => Promise<Reply>,
): Route {
  return {
    ...officers,
    method: 'POST',
    path,
    useCases,
    schema: { body },
    handle: (exchange) => handle(exchange, exchange.body as Static<Schema>),
  };
}

async function showDraft(exchange: Exchange): Promise<Reply> {
  return json(counterDraftView(await exchange.run(viewCounterDraft, { draftId: draftIdOf(exchange) })));
}

function json(value: unknown): Reply {
  return { kind: 'json', value };
}

function pdf(content: Buffer, fileName: string): Reply {
  return { kind: 'bytes', content, mediaType: 'application/pdf', fileName, disposition: 'inline' };
}

function draftIdOf(exchange: Exchange): Id {
  const value = exchange.params['draftId'];
  if (!isId(value)) throw noCounterDraft();
  return value;
}

function idOf(exchange: Exchange, name: string, missing: AppError['text']): Id {
  const value = exchange.params[name];
  if (!isId(value)) throw new AppError('not-found', 'no-such-record', missing);
  return value;
}
