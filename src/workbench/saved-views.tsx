// Owns the views of the inbox that an officer keeps: opened by a number, saved by a name; refuses a nameless one.
import { Button, Input } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type DeskView, deskPaths, type InboxFilter } from '#modules/work/contract';
import { useChangeDesk, useDesk } from './desk.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Field, focusFirstWrong } from './field.tsx';
import { inboxMessages } from './inbox-messages.ts';
import { inboxAddress, inboxParameters, isFiltered } from './inbox-wish.ts';
import { useKeys } from './shortcuts.tsx';
import { useWords } from './words.tsx';
import { useAddress, WorkbenchLink } from './workbench-link.tsx';

type View = DeskView['views'][number];

function sameWish(one: InboxFilter, other: InboxFilter): boolean {
  const sorted = (wish: InboxFilter) => {
    const parameters = inboxParameters(wish);
    parameters.sort();
    return parameters.toString();
  };
  return sorted(one) === sorted(other);
}

export function SavedViews({ current }: { current: InboxFilter }) {
  const say = useWords();
  const { views } = useDesk();
  const navigate = useNavigate();
  const address = useAddress();
  const change = useChangeDesk();
  const [naming, setNaming] = useState(false);
  const open = (index: number) => {
    const view = views[index];
    if (view !== undefined) navigate(address(inboxAddress(view.wish)));
  };
  useKeys(
    Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => open(index)])),
  );
  const isKept = views.some((view) => sameWish(view.wish, current));
  const maySave = isFiltered(current) && !isKept;
  if (views.length === 0 && !maySave) return null;
  return (
    <div className="saved-views">
      {change.error !== null && <FailureNotice failure={change.error} while="sending" />}
      <nav className="filters" aria-label={say(inboxMessages.views)}>
        {views.map((view, index) => (
          <ViewLink
            key={view.id}
            view={view}
            number={index + 1}
            current={sameWish(view.wish, current)}
            onRemove={() => change.mutate({ path: deskPaths.removeView(view.id), body: {} })}
          />
        ))}
        {maySave && !naming && (
          <button type="button" className="plain-button" onClick={() => setNaming(true)}>
            {say(inboxMessages.saveView)}
          </button>
        )}
      </nav>
      {maySave && naming && (
        <ViewName
          onCancel={() => setNaming(false)}
          onName={(name) =>
            change.mutate(
              { path: deskPaths.saveView, body: { name, wish: current } },
              { onSuccess: () => setNaming(false) },
            )
          }
        />
      )}
    </div>
  );
}

interface ViewLinkProps {
  readonly view: View;
  readonly number: number;
  readonly current: boolean;
  readonly onRemove: () => void;
}

function ViewLink({ view, number, current, onRemove }: ViewLinkProps) {
  const say = useWords();
  return (
    <span className="saved-view">
      <WorkbenchLink to={inboxAddress(view.wish)} className="filter" current={current}>
        {number <= 9 && (
          <span className="quiet" aria-hidden="true">
            {number}
          </span>
        )}
        {view.name}
      </WorkbenchLink>
      <button
        type="button"
        className="plain-button"
        aria-label={say(inboxMessages.removeView, { name: view.name })}
        onClick={onRemove}
      >
        ×
      </button>
    </span>
  );
}

function ViewName({ onName, onCancel }: { onName: (name: string) => void; onCancel: () => void }) {
  const say = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = name.trim() === '';
    setIsWrong(isEmpty);
    if (isEmpty) focusFirstWrong(form.current);
    else onName(name.trim());
  };
  return (
    <form ref={form} className="view-name" onSubmit={submit} noValidate>
      <Field label={say(inboxMessages.viewName)} error={isWrong ? say(inboxMessages.nameMissing) : undefined}>
        {(control) => (
          <Input
            {...control}
            className="short-line"
            maxLength={40}
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="dialog-buttons">
        <Button htmlType="submit" type="primary">
          {say(inboxMessages.save)}
        </Button>
        <Button onClick={onCancel}>{say(inboxMessages.cancel)}</Button>
      </div>
    </form>
  );
}
