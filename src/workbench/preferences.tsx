// Owns how one person likes the workbench on this machine; refuses to keep anything of the work itself.
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';

interface Preferences {
  readonly compact: boolean;
  /** Shortcuts of one letter can be turned off (WCAG 2.1, criterion 2.1.4). */
  readonly singleKeys: boolean;
}

interface PreferencesValue extends Preferences {
  change(changed: Partial<Preferences>): void;
}

const storageKey = 'yizhan-workbench';
const usual: Preferences = { compact: false, singleKeys: true };
const PreferencesContext = createContext<PreferencesValue>({ ...usual, change: () => undefined });

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(readPreferences);
  const change = useCallback((changed: Partial<Preferences>) => {
    setPreferences((before) => ({ ...before, ...changed }));
  }, []);
  useEffect(() => {
    document.documentElement.dataset['density'] = preferences.compact ? 'compact' : 'roomy';
    try {
      localStorage.setItem(storageKey, JSON.stringify(preferences));
    } catch {
      // Storage may be turned off; then the choice lasts as long as the page.
    }
  }, [preferences]);
  return <PreferencesContext value={{ ...preferences, change }}>{children}</PreferencesContext>;
}

export function usePreferences(): PreferencesValue {
  return useContext(PreferencesContext);
}

function readPreferences(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return usual;
    return {
      compact: 'compact' in kept && kept.compact === true,
      singleKeys: !('singleKeys' in kept && kept.singleKeys === false),
    };
  } catch {
    return usual;
  }
}

/** Whether the machine's settings match, as `(prefers-color-scheme: dark)`; follows a change at once. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
