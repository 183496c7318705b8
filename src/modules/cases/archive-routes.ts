// Owns the workbench's address of a case's archive package; refuses to make one: the worker does.
import { AppError } from '#kernel/errors';
import { isId } from '#kernel/ids';
import type { FileStore } from '#platform/files';
import type { Route } from '#platform/http';
import { downloadArchive } from './archive-packages.ts';
import { packageMediaType } from './archive-plan.ts';
import { casePaths } from './contract.ts';
import { caseMessages } from './messages.ts';

/** GET …/archive?version=1: the newest package where no version is named. */
export function archiveRoutes(files: FileStore): readonly Route[] {
  return [
    {
      zone: 'extranet',
      surface: 'api',
      audience: 'officer',
      method: 'GET',
      path: casePaths.archive(':caseId'),
      useCases: ['download-archive'],
      async handle(exchange) {
        const caseId = exchange.params['caseId'];
        if (!isId(caseId)) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
        const version = exchange.query['version'];
        const found = await exchange.run(downloadArchive, {
          caseId,
          ...(version === undefined ? {} : { version: Number(version) }),
        });
        return {
          kind: 'bytes',
          content: await files.read('extranet', found.fileId),
          mediaType: packageMediaType,
          fileName: found.fileName,
          disposition: 'attachment',
        };
      },
    },
  ];
}
