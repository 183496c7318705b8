// Owns the workbench's addresses of papers; refuses to render one inside a transaction.
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import type { Exchange, Route } from '#platform/http';
import { attachSignedProof } from './attach-signed-proof.ts';
import { caseMessages } from './messages.ts';
import { type DeliveryBody, deliveryBody, paperPaths } from './paper-contract.ts';
import { paperMessages } from './paper-messages.ts';
import { noPaper } from './paper-queries.ts';
import { recordDelivery } from './record-delivery.ts';
import { type RecordFileSettings, takeRecordFile } from './record-file-routes.ts';
import { paperFileName, renderCasePaper } from './render-case-paper.ts';
import { viewCase } from './view-case.ts';
import { viewPaper } from './view-paper.ts';

interface PaperSettings extends RecordFileSettings {
  /** Where the portal is reached, for the address behind the QR code. */
  readonly publicUrl: string;
}

export function paperRoutes(settings: PaperSettings): readonly Route[] {
  const { publicUrl } = settings;
  const officers = { zone: 'extranet', surface: 'api', audience: 'officer' } as const;
  return [
    {
      ...officers,
      method: 'GET',
      path: paperPaths.paper(':caseId', ':paperId'),
      useCases: ['view-paper'],
      async handle(exchange) {
        const printable = await exchange.run(viewPaper, {
          caseId: caseIdOf(exchange),
          paperId: paperIdOf(exchange),
        });
        return {
          kind: 'bytes',
          content: await renderCasePaper(printable, publicUrl),
          mediaType: 'application/pdf',
          fileName: paperFileName(printable.paper),
          disposition: 'inline',
        };
      },
    },
    {
      ...officers,
      method: 'POST',
      path: paperPaths.deliver(':caseId'),
      useCases: ['record-delivery', 'view-case'],
      schema: { body: deliveryBody },
      async handle(exchange) {
        const caseId = caseIdOf(exchange);
        await exchange.run(recordDelivery, { ...(exchange.body as DeliveryBody), caseId });
        return { kind: 'json', value: await exchange.run(viewCase, { caseId }) };
      },
    },
    {
      ...officers,
      method: 'POST',
      path: paperPaths.signedProof(':caseId', ':handOverId'),
      useCases: ['attach-signed-proof', 'view-case'],
      async handle(exchange) {
        const caseId = caseIdOf(exchange);
        const handOverId = exchange.params['handOverId'];
        if (!isId(handOverId))
          throw new AppError('not-found', 'no-such-hand-over', paperMessages.notHandedOver);
        await takeRecordFile(exchange, settings, (file) =>
          exchange.run(attachSignedProof, { caseId, handOverId, file }),
        );
        return { kind: 'json', value: await exchange.run(viewCase, { caseId }) };
      },
    },
  ];
}

function caseIdOf({ params }: Exchange): Id {
  const value = params['caseId'];
  if (!isId(value)) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  return value;
}

function paperIdOf({ params }: Exchange): Id {
  const value = params['paperId'];
  if (!isId(value)) throw noPaper();
  return value;
}
