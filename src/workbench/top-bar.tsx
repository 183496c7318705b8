// Owns the bar on top: search, language, density, shortcuts, who I am; refuses to hold anything of one page.
import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Dialog } from './dialog.tsx';
import { hasDrafts } from './drafts.ts';
import { messages } from './messages.ts';
import { usePreferences } from './preferences.tsx';
import { SearchBox } from './search-box.tsx';
import { type Officer, useSession } from './session.tsx';
import { inOtherLanguage, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

interface TopBarProps {
  readonly officer: Officer;
  readonly onShowShortcuts: () => void;
}

export function TopBar({ officer, onShowShortcuts }: TopBarProps) {
  const say = useWords();
  const { compact, change } = usePreferences();
  return (
    <header className="top">
      <WorkbenchLink to="" className="top-mark">
        <span className="top-square">{say(messages.mark)}</span>
        <span className="top-name">{say(messages.workbench)}</span>
      </WorkbenchLink>
      <SearchBox />
      <div className="top-tools">
        <LanguageButton />
        <button
          type="button"
          className="top-button"
          aria-pressed={compact}
          onClick={() => change({ compact: !compact })}
        >
          {say(messages.compactRows)}
        </button>
        <button type="button" className="top-button" onClick={onShowShortcuts}>
          {say(messages.shortcuts)}
        </button>
        <Account officer={officer} />
      </div>
    </header>
  );
}

/** The other language, named in that language; the path stays, and so does everything that was typed. */
export function LanguageButton() {
  const say = useWords();
  const navigate = useNavigate();
  const { pathname, search, hash } = useLocation();
  const other = say(messages.otherLanguage);
  return (
    <button
      type="button"
      className="top-button"
      lang={other === 'English' ? 'en' : 'zh-CN'}
      onClick={() => navigate(inOtherLanguage(pathname) + search + hash, { replace: true })}
    >
      {other}
    </button>
  );
}

function Posts({ posts }: { posts: Officer['posts'] }) {
  const say = useWords();
  return (
    <>
      <h2>{say(messages.posts)}</h2>
      <ul>
        {posts.map((post) => (
          <li key={`${post.postId} ${post.actingForId}`}>
            {say(post.organName)}
            <span className="quiet">
              {' '}
              {say(post.roleName)}
              {post.actingForId !== undefined && ` · ${say(messages.actingPost)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Account({ officer }: { officer: Officer }) {
  const say = useWords();
  const { signOut } = useSession();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const panelId = useId();
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      if (event instanceof PointerEvent && place.current?.contains(event.target as Node)) return;
      setOpen(false);
      if (event instanceof KeyboardEvent) button.current?.focus();
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, [open]);
  const leave = () => {
    setAsking(false);
    // A sign-out that the server did not hear leaves the page as it is, with the session still in force.
    signOut().catch(() => setOpen(true));
  };
  return (
    <div className="account" ref={place}>
      <button
        type="button"
        ref={button}
        className="top-button"
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
      >
        <span className="only-aloud">{say(messages.account)} </span>
        {officer.displayName}
        <span aria-hidden="true"> ▾</span>
      </button>
      <div className="account-panel" id={panelId} hidden={!open}>
        <Posts posts={officer.posts} />
        <button
          type="button"
          className="plain-button"
          onClick={() => (hasDrafts() ? setAsking(true) : leave())}
        >
          {say(messages.signOut)}
        </button>
      </div>
      <Dialog open={asking} title={say(messages.signOut)} onClose={() => setAsking(false)}>
        <p>{say(messages.signOutWithDrafts)}</p>
        <div className="dialog-buttons">
          <Button onClick={() => setAsking(false)}>{say(messages.stay)}</Button>
          <Button danger onClick={leave}>
            {say(messages.signOutAnyway)}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
