// Owns one counter draft in the browser: what was typed, what the server holds, one request after the other. Refuses to
// lose what was typed: what the server says never overwrites it.
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CounterDraftView, counterPaths } from '#modules/cases/contract';
import type { Api } from './request.ts';

/** What is on the screen. */
export interface TypedDraft {
  readonly answers: Readonly<Record<string, string | readonly string[]>>;
  readonly modes: Readonly<Record<string, string>>;
  readonly deferred: readonly string[];
  readonly originalsSeen: readonly string[];
}

export interface CounterDraftState {
  readonly view: CounterDraftView;
  readonly typed: TypedDraft;
  readonly state: 'saved' | 'saving' | 'unsaved';
  /** Of the last request, until the next one succeeds. */
  readonly failure: unknown;
  readonly change: (changed: Partial<TypedDraft>) => void;
  /** Saves what was typed; answers with the draft as it stands then, or undefined where that failed. */
  readonly save: () => Promise<CounterDraftView | undefined>;
  /** Saves what was typed if it isn't, and then does this with the revision that the server has. */
  readonly run: (
    work: (revision: number) => Promise<CounterDraftView>,
  ) => Promise<CounterDraftView | undefined>;
}

const restMs = 1_500;

function typedOf(view: CounterDraftView): TypedDraft {
  const keysWhere = (holds: (one: CounterDraftView['evidence'][number]) => boolean) =>
    view.evidence.filter(holds).map((one) => one.key);
  return {
    answers: Object.fromEntries(
      view.pages.flatMap((page) => page.fields.map((field) => [field.key, field.value] as const)),
    ),
    modes: Object.fromEntries(view.services.map((one) => [one.key, one.mode])),
    deferred: keysWhere((one) => one.deferred),
    originalsSeen: keysWhere((one) => one.originalSeen),
  };
}

export function useCounterDraft(api: Api, first: CounterDraftView): CounterDraftState {
  const [view, setView] = useState(first);
  const [typed, setTyped] = useState(() => typedOf(first));
  const [state, setState] = useState<CounterDraftState['state']>('saved');
  const [failure, setFailure] = useState<unknown>();
  // One request after the other: each needs the revision that the one before it left.
  const server = useRef({ revision: first.revision, typed, savedTyped: typed, queue: Promise.resolve() });

  const send = useCallback((work: (revision: number) => Promise<CounterDraftView>) => {
    const attempt = server.current.queue.then(async () => {
      setState('saving');
      try {
        const seen = await work(server.current.revision);
        server.current.revision = seen.revision;
        setView(seen);
        setFailure(undefined);
        return seen;
      } catch (problem) {
        setFailure(problem);
        return undefined;
      } finally {
        setState(server.current.savedTyped === server.current.typed ? 'saved' : 'unsaved');
      }
    });
    server.current.queue = attempt.then(() => undefined);
    return attempt;
  }, []);

  const save = useCallback(
    () =>
      send(async (revision) => {
        const sent = server.current.typed;
        const seen = await api.post<CounterDraftView>(counterPaths.draft(first.id), { revision, ...sent });
        server.current.savedTyped = sent;
        return seen;
      }),
    [api, first.id, send],
  );

  const run = useCallback<CounterDraftState['run']>(
    async (work) => {
      const isSaved = server.current.savedTyped === server.current.typed;
      if (!isSaved && (await save()) === undefined) return undefined;
      return await send(work);
    },
    [save, send],
  );

  const change = useCallback((changed: Partial<TypedDraft>) => {
    server.current.typed = { ...server.current.typed, ...changed };
    setTyped(server.current.typed);
    setState('unsaved');
  }, []);

  useEffect(() => {
    if (server.current.savedTyped === typed) return;
    const rest = setTimeout(() => {
      // What was printed must not get another revision by saving the same once more.
      if (server.current.savedTyped !== server.current.typed) void save();
    }, restMs);
    return () => clearTimeout(rest);
  }, [typed, save]);

  return { view, typed, state, failure, change, save, run };
}
