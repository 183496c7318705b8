// Owns what stands around every page: navigation, top, and who may see it; refuses pages to whoever isn't signed in.
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { discardAllDrafts, hasDrafts } from './drafts.ts';
import { FailureNotice } from './failure-notice.tsx';
import { useLiveChanges } from './live-changes.tsx';
import { messages } from './messages.ts';
import { type Officer, officerKey, useSession } from './session.tsx';
import { ShortcutsDialog, useKeys } from './shortcuts.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { TopBar } from './top-bar.tsx';
import { useWords } from './words.tsx';
import { useAddress, WorkbenchNavigationLink } from './workbench-link.tsx';

export function Shell({ children }: { children: ReactNode }) {
  const { state, retry } = useSession();
  switch (state.kind) {
    case 'unknown':
      return (
        <main className="page">
          <SkeletonLines count={8} />
        </main>
      );
    case 'failed':
      return (
        <main className="page">
          <FailureNotice failure={state.failure} while="loading" onRetry={retry} />
        </main>
      );
    case 'signed-out':
      return <SignInScreen />;
    case 'signed-in':
      return (
        // Another officer gets a page of their own, with nothing left of the former one.
        <SignedInShell key={officerKey(state.officer)} officer={state.officer} lost={state.lost}>
          {children}
        </SignedInShell>
      );
  }
}

/** The counter is the window clerks'; the server says so as well. */
function isClerk({ posts }: Officer): boolean {
  return posts.some((post) => post.role === 'window-clerk');
}

/** Failures of the platform are its operators' to mend; the server says so as well. */
function isOperator({ posts }: Officer): boolean {
  return posts.some((post) => post.role === 'system-administrator');
}

interface SignedInShellProps {
  readonly officer: Officer;
  readonly lost: boolean;
  readonly children: ReactNode;
}

function SignedInShell({ officer, lost, children }: SignedInShellProps) {
  const say = useWords();
  const navigate = useNavigate();
  const address = useAddress();
  const [shortcutsShown, setShortcutsShown] = useState(false);
  useLiveChanges(!lost);
  useKeys({
    '?': () => setShortcutsShown(true),
    u: () => navigate(address('')),
  });
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (hasDrafts()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
      discardAllDrafts();
    };
  }, []);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say(messages.skip)}
      </a>
      <TopBar officer={officer} onShowShortcuts={() => setShortcutsShown(true)} />
      <nav className="navigation" aria-label={say(messages.mainNavigation)}>
        <WorkbenchNavigationLink to="">{say(messages.inbox)}</WorkbenchNavigationLink>
        {isClerk(officer) && (
          <WorkbenchNavigationLink to="counter">{say(messages.counter)}</WorkbenchNavigationLink>
        )}
        <WorkbenchNavigationLink to="search">{say(messages.search)}</WorkbenchNavigationLink>
        <WorkbenchNavigationLink to="licences">{say(messages.licences)}</WorkbenchNavigationLink>
        {isOperator(officer) && (
          <WorkbenchNavigationLink to="incidents">{say(messages.incidents)}</WorkbenchNavigationLink>
        )}
        <WorkbenchNavigationLink to="absences">{say(messages.absences)}</WorkbenchNavigationLink>
        <WorkbenchNavigationLink to="organ">{say(messages.organ)}</WorkbenchNavigationLink>
      </nav>
      <main className="content" id="content" tabIndex={-1}>
        {children}
      </main>
      <ShortcutsDialog open={shortcutsShown} onClose={() => setShortcutsShown(false)} />
      <SignInDialog open={lost} officer={officer} />
    </div>
  );
}
