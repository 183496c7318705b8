// Owns notes between colleagues on a case's page; refuses to lose one that was typed and not yet kept.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useId } from 'react';
import { formatInstant } from '#kernel/dates';
import { casePaths, type NotesView, noteBody } from '#modules/cases/contract';
import { caseMessages } from './case-messages.ts';
import { useDraft } from './drafts.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Field } from './field.tsx';
import type { Api } from './request.ts';
import { useSession } from './session.tsx';
import { useKeys } from './shortcuts.tsx';
import { lengthMost } from './text-length.ts';
import { useLocale, useWords } from './words.tsx';

function notesQuery(api: Api, caseId: string) {
  return queryOptions({
    queryKey: ['notes', caseId],
    queryFn: ({ signal }) => api.get<NotesView>(casePaths.notes(caseId), signal),
    // Each look is recorded; one that nobody asked for must not be.
    refetchOnWindowFocus: false,
  });
}

export function CaseNotes({ caseId }: { caseId: string }) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  const { api } = useSession();
  const { data, error, refetch } = useQuery(notesQuery(api, caseId));
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(caseMessages.notes)}</h2>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data?.notes.length === 0 && <p className="quiet">{say(caseMessages.notesEmpty)}</p>}
      {data?.notes.map((note) => (
        <div key={note.id} className="paper">
          <p className="quiet">
            {note.officerName} · {formatInstant(new Date(note.writtenAt), locale)}
          </p>
          <p className="typed">{note.body}</p>
        </div>
      ))}
      <NoteForm caseId={caseId} />
    </section>
  );
}

function NoteForm({ caseId }: { caseId: string }) {
  const say = useWords();
  const { api } = useSession();
  const queries = useQueryClient();
  const { draft, change, discard } = useDraft(`${caseId}/note`);
  const send = useMutation({
    mutationFn: (body: string) => api.post<NotesView>(casePaths.notes(caseId), { body }),
    onSuccess: (answer) => {
      queries.setQueryData(notesQuery(api, caseId).queryKey, answer);
      discard();
    },
  });
  useKeys({ n: () => document.querySelector<HTMLElement>('.note-field')?.focus() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = draft.text.trim();
    if (body !== '' && !send.isPending) send.mutate(body);
  };
  return (
    <form className="note-form" onSubmit={submit}>
      {send.error !== null && <FailureNotice failure={send.error} while="sending" />}
      <Field label={say(caseMessages.noteLabel)} hint={say(caseMessages.noteHint)}>
        {(control) => (
          <Input.TextArea
            {...control}
            className="note-field"
            rows={2}
            maxLength={lengthMost(noteBody.properties.body)}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      <Button htmlType="submit" aria-disabled={draft.text.trim() === '' || send.isPending}>
        {say(caseMessages.noteSave)}
      </Button>
    </form>
  );
}
