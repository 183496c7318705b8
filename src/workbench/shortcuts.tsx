// Owns the keys that do something everywhere; refuses them where somebody types.
import { useEffect, useId, useRef } from 'react';
import { assignmentMessages } from './assignment-messages.ts';
import { Dialog } from './dialog.tsx';
import { inboxMessages } from './inbox-messages.ts';
import { messages } from './messages.ts';
import { usePreferences } from './preferences.tsx';
import { useWords } from './words.tsx';

/** What a key does; the name is `KeyboardEvent.key`. */
export type KeyActions = Readonly<Record<string, () => void>>;

function belongsToField(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Arrows go through the options of a choice.
  if (key.startsWith('Arrow') && target.matches('input')) return true;
  return (
    target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select')
  );
}

/** Single keys for the page that is shown. None of them works while a dialog is open or somebody types. */
export function useKeys(actions: KeyActions): void {
  const { singleKeys } = usePreferences();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (belongsToField(event.target, event.key)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      // Letters can be turned off (WCAG 2.1, criterion 2.1.4); arrows can't be hit by dictating.
      if (event.key.length === 1 && !singleKeys) return;
      const action = latest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [singleKeys]);
}

/** Ctrl-K (⌘K) works everywhere, also while somebody types. */
export function useSearchKey(focusSearch: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      focusSearch();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [focusSearch]);
}

const keyList = [
  { keys: ['j', 'k', '↓', '↑'], words: messages.keyMove },
  { keys: ['Enter'], words: messages.keyOpen },
  { keys: ['x'], words: inboxMessages.keyChoose },
  { keys: ['b'], words: inboxMessages.keyBulk },
  { keys: ['g'], words: assignmentMessages.keyClaim },
  { keys: ['t'], words: assignmentMessages.keyAssign },
  { keys: ['f'], words: inboxMessages.keyFilter },
  { keys: ['m'], words: inboxMessages.keySeen },
  { keys: ['1', '…', '9'], words: inboxMessages.keyView },
  { keys: ['a'], words: messages.keyAct },
  { keys: ['e'], words: messages.keyEvidence },
  { keys: ['[', ']'], words: messages.keyNextEvidence },
  { keys: ['+', '-', '0', 'r'], words: messages.keySize },
  { keys: ['c'], words: messages.keyCompare },
  { keys: ['n'], words: messages.keyNote },
  { keys: ['u'], words: messages.keyInbox },
  { keys: ['Ctrl K'], words: messages.keySearch },
  { keys: ['?'], words: messages.keyHelp },
] as const;

export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useWords();
  const { singleKeys, change } = usePreferences();
  const hintId = useId();
  return (
    <Dialog open={open} onClose={onClose} title={say(messages.shortcuts)}>
      <dl className="keys">
        {keyList.map(({ keys, words }) => (
          <div key={words.en}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(words)}</dd>
          </div>
        ))}
      </dl>
      <label className="choice">
        <input
          type="checkbox"
          checked={singleKeys}
          aria-describedby={hintId}
          onChange={(event) => change({ singleKeys: event.target.checked })}
        />
        {say(messages.singleKeys)}
      </label>
      <p id={hintId} className="field-hint">
        {say(messages.singleKeysHint)}
      </p>
      <button type="button" className="plain-button" onClick={onClose}>
        {say(messages.close)}
      </button>
    </Dialog>
  );
}
