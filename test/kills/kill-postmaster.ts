// Owns the story of the killed PostgreSQL: what its server says meanwhile, and what is there after a restart.
import assert from 'node:assert/strict';
import path from 'node:path';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import {
  apply,
  beginDraft,
  type Papers,
  preparePapers,
  sentencesIn,
  signInResident,
  takeStep,
} from '#test/attacks/applicant';
import { createVisitor, type Visitor } from '#test/attacks/visitor';
import { demonstrationPassword } from '#test/kit/city';
import { type Place, preparePlace, startServing } from './serving-process.ts';
import { waitUntilQuiet } from './whole-applications.ts';

/** Applies, kills the postmaster of the embedded cluster, looks, restarts, looks again; answers with what happened. */
export async function killPostmaster(): Promise<string> {
  const place = await preparePlace({ embedded: true });
  const visitor = createVisitor(place.url);
  try {
    const papers = await preparePapers();
    const serving = startServing(place);
    await serving.ready();
    await signInResident(visitor, 'resident-a', demonstrationPassword);
    const before = [await apply(visitor, papers), await apply(visitor, papers)];
    const draftId = await beginDraft(visitor);
    const { pid } = await findCluster(place);
    process.kill(pid, 'SIGKILL');
    const said = await lookWithoutDatabase(visitor, draftId, papers);
    assert.match(serving.said(), /connection broke|database/i, 'the log tells of it');
    serving.signal('SIGTERM');
    assert.equal(await serving.ended, 0, serving.said());

    const again = startServing(place);
    await again.ready();
    const after = await apply(visitor, papers);
    const { url } = await findCluster(place);
    const found = await waitUntilQuiet(place, url);
    assert.deepEqual(found.violations, []);
    assert.deepEqual([...found.applications.values()].sort(), [...before, after].sort());
    again.signal('SIGTERM');
    assert.equal(await again.ended, 0, again.said());
    return `without its database the portal said: ${said}`;
  } finally {
    visitor.close();
    await place.clear();
  }
}

/** Whether it answers, and how: with a sentence and 503, nothing of the machine, and in time. */
async function lookWithoutDatabase(visitor: Visitor, draftId: string, papers: Papers): Promise<string> {
  assert.equal((await visitor.get('/healthz')).status, 200, 'the process is alive');
  assert.equal((await visitor.get('/readyz')).status, 503, 'and not ready');
  const shown = await visitor.get('/zh/');
  assert.equal(shown.status, 503, sentencesIn(shown.text));
  const saved = await takeStep(visitor, `/en/drafts/${draftId}/shop`, papers);
  assert.equal(saved.status, 503, sentencesIn(saved.text));
  for (const answer of [shown, saved]) assert.doesNotMatch(answer.text, /ECONN|node_modules|postgres/i);
  return sentencesIn(shown.text);
}

/** As a guest: the cluster is the server's. */
function findCluster(place: Place) {
  const dataDirectory = path.join(place.dataDirectory, 'postgres');
  return startEmbeddedPostgres({ dataDirectory, database: 'yizhan', log: () => undefined });
}
