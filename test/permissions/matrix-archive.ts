// Owns the archive package that the permission matrix asks for; refuses to make one but by the worker's task.
import path from 'node:path';
import type { Id } from '#kernel/ids';
import { archiveCaseTask } from '#modules/cases';
import { createVault } from '#platform/crypto';
import { createFileStore } from '#platform/files';
import type { TestCity } from '#test/kit/city';

const repository = path.join(import.meta.dirname, '..', '..');
const sixtyOneDaysMs = 61 * 24 * 60 * 60 * 1_000;

/** Seals a case that is closed, as after sixty days in which nobody fetched its result. */
export async function sealCaseOf({ database, configuration, clock }: TestCity, caseId: Id): Promise<void> {
  const task = archiveCaseTask({
    pools: database.pools,
    vault: createVault(database.secrets.keys),
    files: createFileStore(path.join(configuration.dataDirectory, 'files'), database.secrets.keys),
    now: () => new Date(clock.now.getTime() + sixtyOneDaysMs),
    publicUrl: configuration.publicUrl,
    retentionFile: path.join(repository, 'data', configuration.city, 'retention.json'),
  });
  await task({ caseId });
}
