// Owns the workbench's addresses of papers; refuses to render one inside a transaction.
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import type { Exchange, Route } from '#platform/http';
import { caseMessages } from './messages.ts';
import { type DeliveryBody, deliveryBody, paperPaths } from './paper-contract.ts';
import { noPaper } from './paper-queries.ts';
import { recordDelivery } from './record-delivery.ts';
import { paperFileName, renderCasePaper } from './render-case-paper.ts';
import { viewCase } from './view-case.ts';
import { viewPaper } from './view-paper.ts';

/** `publicUrl`: where the portal is reached, for the address behind the QR code. */
export function paperRoutes(publicUrl: string): readonly Route[] {
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
