// Owns who is signed in, and what happens when that ends; refuses to show one person's page to another.
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type Dispatch,
  type ReactNode,
  type RefObject,
  type SetStateAction,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { SessionView, SignInBody } from '#modules/identity/contract';
import { discardAllDrafts } from './drafts.ts';
import { type Api, createApi, isSessionLost } from './request.ts';
import { localeOfPath } from './words.tsx';

export type Officer = NonNullable<SessionView['officer']>;

/** `unknown` until the server has answered; `failed` where it could not. */
type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly failure: unknown }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly officer: Officer; readonly lost: boolean };

interface SessionValue {
  readonly api: Api;
  readonly state: SessionState;
  readonly signIn: (body: SignInBody) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly retry: () => void;
}

const SessionContext = createContext<SessionValue | undefined>(undefined);

/** The server's interface, which tells whoever signs in, out, or is signed in no longer. */
function useApi(
  setState: Dispatch<SetStateAction<SessionState>>,
  known: RefObject<Officer | null>,
  forget: () => void,
) {
  return useMemo(
    () =>
      createApi({
        locale: () => localeOfPath(location.pathname),
        onSession: ({ officer }) => {
          if (officer === null) {
            // Whoever was signed in may sign in again and go on: only signing out forgets.
            setState((before) =>
              before.kind === 'signed-in' ? { ...before, lost: true } : { kind: 'signed-out' },
            );
            return;
          }
          if (known.current !== null && officerKey(known.current) !== officerKey(officer)) forget();
          known.current = officer;
          setState({ kind: 'signed-in', officer, lost: false });
        },
        onSessionLost: () => {
          setState((before) => (before.kind === 'signed-in' ? { ...before, lost: true } : before));
        },
      }),
    [setState, known, forget],
  );
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<SessionState>({ kind: 'unknown' });
  const known = useRef<Officer | null>(null);
  const forget = useCallback(() => {
    queries.clear();
    discardAllDrafts();
  }, [queries]);
  const api = useApi(setState, known, forget);

  const load = useCallback(() => {
    api.session().catch((failure: unknown) => setState({ kind: 'failed', failure }));
  }, [api]);
  useEffect(load, [load]);

  const signIn = useCallback(
    async (body: SignInBody) => {
      await api.signIn(body);
      // What failed for want of a session is asked again; what was typed waits for its own button.
      await queries.refetchQueries({ predicate: (query) => isSessionLost(query.state.error) });
    },
    [api, queries],
  );

  const signOut = useCallback(async () => {
    try {
      await api.signOut();
    } catch (failure) {
      // A session that has already ended needs no ending.
      if (!isSessionLost(failure)) throw failure;
    }
    known.current = null;
    forget();
    setState({ kind: 'signed-out' });
  }, [api, forget]);

  const value = useMemo(
    () => ({ api, state, signIn, signOut, retry: load }),
    [api, state, signIn, signOut, load],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

export function useSession(): SessionValue {
  const value = useContext(SessionContext);
  if (value === undefined) throw new Error('SessionProvider is missing above');
  return value;
}

/** Tells officers apart: the session names no id. */
export function officerKey(officer: Officer): string {
  // Standing in for somebody begins and ends while a page is open: it is the same officer's page all the same.
  const own = officer.posts.filter((post) => post.actingForId === undefined);
  return [officer.displayName, ...own.map((post) => post.postId).sort()].join();
}

/** The officer of a page that is shown only to one who is signed in. */
export function useOfficer(): Officer {
  const { state } = useSession();
  if (state.kind !== 'signed-in') throw new Error('The page is shown without an officer');
  return state.officer;
}

/** Whether rows must say whose they are: an officer of one organ knows. */
export function useSeveralOrgans(): boolean {
  const { posts } = useOfficer();
  return new Set(posts.map((post) => post.organId)).size > 1;
}
