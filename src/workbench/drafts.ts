// Owns what was typed and not yet sent, for as long as the page lives; refuses to write it to the machine's disk.
import { useCallback, useSyncExternalStore } from 'react';

/** What an officer typed for one action of one case; each action uses the parts that it has. */
export interface ActionDraft {
  readonly text: string;
  readonly outcome: 'granted' | 'refused' | undefined;
  readonly conclusion: 'in-order' | 'not-in-order' | undefined;
  readonly companionId: string | undefined;
  /** By key of the requirement: what must be corrected. A key without a sentence is chosen but not yet explained. */
  readonly sentences: Readonly<Record<string, string>>;
  /** What was typed under a field's name. */
  readonly typed: Readonly<Record<string, string>>;
  /** What was chosen under a field's name: days, organs, documents. It can be chosen again, so it is not kept text. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
}

const emptyDraft: ActionDraft = {
  text: '',
  outcome: undefined,
  conclusion: undefined,
  companionId: undefined,
  sentences: {},
  typed: {},
  chosen: {},
};

const drafts = new Map<string, ActionDraft>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * A draft that outlives its form: a stale revision, an ended session, or a look at another case must not cost
 * what was typed. It dies with the page, so that nothing personal stays on a shared machine.
 */
export function useDraft(key: string): {
  draft: ActionDraft;
  change: (changed: Partial<ActionDraft>) => void;
  discard: () => void;
} {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(key) ?? emptyDraft);
  const change = useCallback(
    (changed: Partial<ActionDraft>) => {
      drafts.set(key, { ...(drafts.get(key) ?? emptyDraft), ...changed });
      tell();
    },
    [key],
  );
  const discard = useCallback(() => {
    drafts.delete(key);
    tell();
  }, [key]);
  return { draft, change, discard };
}

/** Everything that was typed into a draft, as lines of text; empty where nothing was. */
export function draftLines(draft: ActionDraft): readonly string[] {
  const all = [draft.text, ...Object.values(draft.sentences), ...Object.values(draft.typed)];
  return all.map((one) => one.trim()).filter((one) => one !== '');
}

export function hasDrafts(): boolean {
  return [...drafts.values()].some((draft) => draftLines(draft).length > 0);
}

export function discardAllDrafts(): void {
  drafts.clear();
  tell();
}
