// Owns the field that finds any case; refuses to search while somebody still types: each search is recorded.
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { messages } from './messages.ts';
import { useSearchKey } from './shortcuts.tsx';
import { useWords } from './words.tsx';
import { useAddress } from './workbench-link.tsx';

const searchFieldId = 'search-everything';

export function focusSearchField(): void {
  const field = document.getElementById(searchFieldId);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

export function SearchBox() {
  const say = useWords();
  const navigate = useNavigate();
  const address = useAddress();
  const { pathname } = useLocation();
  const [parameters] = useSearchParams();
  const searched = pathname.endsWith('/search') ? (parameters.get('text') ?? '') : '';
  const [typed, setTyped] = useState(searched);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(searched), [searched]);
  useSearchKey(useCallback(focusSearchField, []));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    if (wanted === '') field.current?.focus();
    else navigate(address(`search?text=${encodeURIComponent(wanted)}`));
  };
  return (
    <search>
      <form className="search-box" onSubmit={submit}>
        <label className="only-aloud" htmlFor={searchFieldId}>
          {say(messages.searchEverything)}
        </label>
        <input
          id={searchFieldId}
          ref={field}
          type="search"
          maxLength={100}
          autoComplete="off"
          aria-keyshortcuts="Control+K"
          placeholder={say(messages.searchPlaceholder)}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="top-button">
          {say(messages.searchButton)}
        </button>
      </form>
    </search>
  );
}
