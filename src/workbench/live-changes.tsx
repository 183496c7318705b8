// Owns that open pages show what is so now: hears that something changed and asks anew; refuses to poll.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type ChangedView, streamPath } from '#modules/work/contract';

/** Changes that come together are asked for once. */
const gatherMs = 300;
/** After the server has refused, as for want of a session: it is asked again, though not at once. */
const reopenMs = 30_000;

function readChange(data: string): ChangedView['subjects'] {
  const change: unknown = JSON.parse(data);
  if (typeof change !== 'object' || change === null || !('subjects' in change)) return [];
  return Array.isArray(change.subjects) ? (change as ChangedView).subjects : [];
}

/** Lists always; of pages only those that are open and about what changed. */
function askAnew(queries: QueryClient, subjects: ChangedView['subjects']): void {
  for (const key of ['inbox', 'inbox-filters']) void queries.invalidateQueries({ queryKey: [key] });
  for (const { kind, id } of subjects) {
    if (kind === 'case') void queries.invalidateQueries({ queryKey: ['notes', id] });
    if (kind === 'case' || kind === 'procedure' || kind === 'licence')
      void queries.invalidateQueries({ queryKey: [kind, id] });
  }
  // A procedure stands on the page of its case, of which the event says nothing.
  if (subjects.some(({ kind }) => kind === 'procedure'))
    void queries.invalidateQueries({ queryKey: ['case'] });
}

/** Everything that is shown: for when the connection was away and nobody knows what was missed. */
function askAllAnew(queries: QueryClient): void {
  for (const key of ['inbox', 'inbox-filters', 'case', 'notes', 'procedure'])
    void queries.invalidateQueries({ queryKey: [key] });
}

function openStream(queries: QueryClient): () => void {
  let gathered: ChangedView['subjects'] = [];
  let gathering: number | undefined;
  let reopening: number | undefined;
  let wasAway = false;
  let source: EventSource;
  const connect = () => {
    source = new EventSource(streamPath);
    source.addEventListener('ready', () => {
      if (wasAway) askAllAnew(queries);
      wasAway = false;
    });
    source.addEventListener('changed', ({ data }) => {
      gathered = [...gathered, ...readChange(String(data))];
      gathering ??= window.setTimeout(() => {
        askAnew(queries, gathered);
        gathered = [];
        gathering = undefined;
      }, gatherMs);
    });
    source.addEventListener('error', () => {
      wasAway = true;
      if (source.readyState !== EventSource.CLOSED) return;
      reopening = window.setTimeout(connect, reopenMs);
    });
  };
  connect();
  return () => {
    source.close();
    window.clearTimeout(gathering);
    window.clearTimeout(reopening);
  };
}

/** For as long as somebody is signed in: a new sign-in opens a new stream. */
export function useLiveChanges(isSignedIn: boolean): void {
  const queries = useQueryClient();
  useEffect(() => (isSignedIn ? openStream(queries) : undefined), [queries, isSignedIn]);
}
