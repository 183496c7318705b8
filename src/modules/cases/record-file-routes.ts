// Owns the workbench's addresses of the files of records; refuses to keep the bytes of a file whose row was refused.
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import { type FileStore, type ReceivedDocument, receiveDocument } from '#platform/files';
import type { Exchange, Reply, Route } from '#platform/http';
import {
  attachInspectionPhotograph,
  attachProcedureFile,
  removeInspectionPhotograph,
  removeProcedureFile,
  viewCaseFile,
  viewProcedureFile,
} from './attach-record-file.ts';
import { casePaths } from './contract.ts';
import { caseMessages } from './messages.ts';
import type { RecordFile } from './record-file.ts';
import { recordFileMessages } from './record-file-messages.ts';
import { viewCase } from './view-case.ts';
import { viewProcedure } from './view-procedure.ts';

export interface RecordFileSettings {
  readonly files: FileStore;
  readonly fileSizeLimitBytes: number;
}

const officers = { zone: 'extranet', surface: 'api', audience: 'officer' } as const;
const procedureId = ':procedureId';
const caseId = ':caseId';
const recordFileId = ':recordFileId';

export function recordFileRoutes(settings: RecordFileSettings): readonly Route[] {
  return [...procedureFileRoutes(settings), ...caseFileRoutes(settings)];
}

function procedureFileRoutes(settings: RecordFileSettings): readonly Route[] {
  const { files } = settings;
  const show = async (exchange: Exchange, id: Id): Promise<Reply> => ({
    kind: 'json',
    value: await exchange.run(viewProcedure, { procedureId: id }),
  });
  return [
    {
      ...officers,
      method: 'POST',
      path: casePaths.procedureFiles(procedureId),
      useCases: ['attach-procedure-file', 'view-procedure'],
      async handle(exchange) {
        const id = procedureIdOf(exchange);
        await takeRecordFile(exchange, settings, (file) =>
          exchange.run(attachProcedureFile, { procedureId: id, file }),
        );
        return await show(exchange, id);
      },
    },
    {
      ...officers,
      method: 'GET',
      path: casePaths.procedureFile(procedureId, recordFileId),
      useCases: ['view-procedure-file'],
      async handle(exchange) {
        const input = { procedureId: procedureIdOf(exchange), recordFileId: fileIdOf(exchange) };
        return await bytesOf(files, await exchange.run(viewProcedureFile, input));
      },
    },
    {
      ...officers,
      method: 'POST',
      path: casePaths.removeProcedureFile(procedureId, recordFileId),
      useCases: ['remove-procedure-file', 'view-procedure'],
      async handle(exchange) {
        const id = procedureIdOf(exchange);
        const input = { procedureId: id, recordFileId: fileIdOf(exchange) };
        await files.remove('extranet', (await exchange.run(removeProcedureFile, input)).fileId);
        return await show(exchange, id);
      },
    },
  ];
}

function caseFileRoutes(settings: RecordFileSettings): readonly Route[] {
  const { files } = settings;
  const show = async (exchange: Exchange, id: Id): Promise<Reply> => ({
    kind: 'json',
    value: await exchange.run(viewCase, { caseId: id }),
  });
  return [
    {
      ...officers,
      method: 'GET',
      path: casePaths.caseFile(caseId, recordFileId),
      useCases: ['view-case-file'],
      async handle(exchange) {
        const input = { caseId: caseIdOf(exchange), recordFileId: fileIdOf(exchange) };
        return await bytesOf(files, await exchange.run(viewCaseFile, input));
      },
    },
    {
      ...officers,
      method: 'POST',
      path: casePaths.inspectionPhotographs(caseId),
      useCases: ['attach-inspection-photograph', 'view-case'],
      async handle(exchange) {
        const id = caseIdOf(exchange);
        await takeRecordFile(exchange, settings, (file) =>
          exchange.run(attachInspectionPhotograph, { caseId: id, file }),
        );
        return await show(exchange, id);
      },
    },
    {
      ...officers,
      method: 'POST',
      path: casePaths.removeInspectionPhotograph(caseId, recordFileId),
      useCases: ['remove-inspection-photograph', 'view-case'],
      async handle(exchange) {
        const id = caseIdOf(exchange);
        const input = { caseId: id, recordFileId: fileIdOf(exchange) };
        await files.remove('extranet', (await exchange.run(removeInspectionPhotograph, input)).fileId);
        return await show(exchange, id);
      },
    },
  ];
}

/** The bytes are durable before the row; where the row is refused, they are removed again. */
export async function takeRecordFile(
  exchange: Exchange,
  { files, fileSizeLimitBytes }: RecordFileSettings,
  attach: (file: ReceivedDocument) => Promise<void>,
): Promise<void> {
  const taken: ReceivedDocument[] = [];
  try {
    await exchange.readMultipart(async (part) => {
      taken.push(await receiveDocument(files, 'extranet', part, fileSizeLimitBytes, exchange.now));
    });
    const [file, second] = taken;
    if (file === undefined || second !== undefined)
      throw new AppError('invalid', 'file-missing', recordFileMessages.oneFile);
    await attach(file);
  } catch (error) {
    for (const { fileId } of taken) await files.remove('extranet', fileId);
    throw error;
  }
}

async function bytesOf(files: FileStore, { fileId, mediaType, name }: RecordFile): Promise<Reply> {
  const content = await files.read('extranet', fileId);
  return { kind: 'bytes', content, mediaType, fileName: name, disposition: 'inline' };
}

function procedureIdOf({ params }: Exchange): Id {
  const value = params['procedureId'];
  if (!isId(value)) throw new AppError('not-found', 'no-such-procedure', caseMessages.noProcedure);
  return value;
}

function caseIdOf({ params }: Exchange): Id {
  const value = params['caseId'];
  if (!isId(value)) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  return value;
}

function fileIdOf({ params }: Exchange): Id {
  const value = params['recordFileId'];
  if (!isId(value)) throw new AppError('not-found', 'no-such-file', recordFileMessages.noFile);
  return value;
}
