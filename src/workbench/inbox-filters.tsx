// Owns how the inbox is narrowed: text, service, step, organ, and views that are kept; refuses filters it has no word for.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { casePaths, type InboxFiltersView } from '#modules/cases/contract';
import { assignmentMessages } from './assignment-messages.ts';
import { inboxMessages } from './inbox-messages.ts';
import { filtersOf, type InboxWish, inboxAddress, isFiltered } from './inbox-wish.ts';
import type { Api } from './request.ts';
import { SavedViews } from './saved-views.tsx';
import { useSession } from './session.tsx';
import { useKeys } from './shortcuts.tsx';
import { useWords } from './words.tsx';
import { useAddress, WorkbenchLink } from './workbench-link.tsx';

function filtersQuery(api: Api) {
  return queryOptions({
    queryKey: ['inbox-filters'],
    queryFn: ({ signal }) => api.get<InboxFiltersView>(casePaths.inboxFilters, signal),
    staleTime: 30_000,
  });
}

export function InboxFilters({ wish }: { wish: InboxWish }) {
  const say = useWords();
  const { api } = useSession();
  const navigate = useNavigate();
  const address = useAddress();
  const { data: filters } = useQuery(filtersQuery(api));
  const go = (changed: Parameters<typeof inboxAddress>[0]) =>
    navigate(address(inboxAddress({ ...wish, ...changed, page: 1 })));
  return (
    <div className="narrow">
      <search className="narrow-fields" aria-label={say(inboxMessages.narrow)}>
        <TextFilter wish={wish} onText={(text) => go({ text })} />
        <Selection
          label={say(inboxMessages.service)}
          value={wish.service}
          options={(filters?.services ?? []).map(({ name, count }) => ({
            value: name.zh,
            label: `${say(name)} (${count})`,
          }))}
          onChange={(service) => go({ service })}
        />
        <Selection
          label={say(inboxMessages.task)}
          value={wish.element}
          options={(filters?.tasks ?? []).map(({ element, name, count }) => ({
            value: element,
            label: `${say(name)} (${count})`,
          }))}
          onChange={(element) => go({ element })}
        />
        <Selection
          label={say(assignmentMessages.holder)}
          value={wish.holder}
          options={(['mine', 'unclaimed', 'substituted'] as const).map((value) => ({
            value,
            label: say(assignmentMessages[value]),
          }))}
          onChange={(value) => go({ holder: holderOf(value) })}
        />
        {(filters?.organs.length ?? 0) > 1 && (
          <Selection
            label={say(inboxMessages.organ)}
            value={wish.organId}
            options={(filters?.organs ?? []).map(({ id, name, count }) => ({
              value: id,
              label: `${say(name)} (${count})`,
            }))}
            onChange={(organId) => go({ organId })}
          />
        )}
        {isFiltered(wish) && <WorkbenchLink to="">{say(inboxMessages.clear)}</WorkbenchLink>}
      </search>
      <SavedViews current={filtersOf(wish)} />
    </div>
  );
}

function holderOf(value: string | undefined): InboxWish['holder'] {
  return value === 'mine' || value === 'unclaimed' || value === 'substituted' ? value : undefined;
}

/** Narrows on Enter: while somebody still types, nothing is asked. */
function TextFilter({ wish, onText }: { wish: InboxWish; onText: (text: string | undefined) => void }) {
  const say = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(wish.text ?? '');
  useEffect(() => setTyped(wish.text ?? ''), [wish.text]);
  useKeys({ f: () => field.current?.focus() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = typed.trim();
    onText(text === '' ? undefined : text);
  };
  return (
    <form className="narrow-field narrow-text" onSubmit={submit}>
      <label htmlFor={id}>{say(inboxMessages.text)}</label>
      <span className="narrow-line">
        <input
          id={id}
          ref={field}
          type="search"
          className="plain-field"
          maxLength={100}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="plain-button">
          {say(inboxMessages.apply)}
        </button>
      </span>
    </form>
  );
}

interface SelectionProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
}

function Selection({ label, value, options, onChange }: SelectionProps): ReactNode {
  const say = useWords();
  const id = useId();
  const isThere = value === undefined || options.some((option) => option.value === value);
  return (
    <div className="narrow-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="plain-field"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{say(inboxMessages.any)}</option>
        {/* A filter of a saved view may have nothing to show today; it is in force all the same. */}
        {!isThere && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
