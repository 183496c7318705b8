// Owns changing whose tasks are: a dry run first, then all of them, each with its answer; refuses a blind send.
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import {
  type AssignmentAct,
  type AssignmentBody,
  type AssignmentPreview,
  type AssignmentRow,
  type AssignmentView,
  actsWithColleague,
  actsWithReason,
  assignmentActNames,
  assignmentActs,
  assignmentBody,
  assignmentPaths,
} from '#modules/work/contract';
import { useAnnounce } from './announcer.tsx';
import { assignmentMessages } from './assignment-messages.ts';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Choice, Field, focusFirstWrong } from './field.tsx';
import { inboxMessages } from './inbox-messages.ts';
import type { Api } from './request.ts';
import { peopleOptions, SelectField } from './select-field.tsx';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { Mark } from './status-mark.tsx';
import { lengthMost } from './text-length.ts';
import { useWords } from './words.tsx';

/** A task with what it is called where it was chosen. */
export interface AssignedTask {
  readonly taskId: string;
  readonly holderId: string | null;
  readonly label: string;
}

interface AssignmentDialogProps {
  readonly tasks: readonly AssignedTask[];
  readonly act: AssignmentAct;
  readonly onClose: () => void;
}

function previewQuery(api: Api, body: AssignmentBody) {
  return queryOptions({
    queryKey: ['assignment-preview', body],
    queryFn: () => api.post<AssignmentPreview>(assignmentPaths.preview, body),
    // It must be of now.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
}

/** What the officer has entered, and what is wrong with it once they tried to send it. */
function useEntry(start: AssignmentAct) {
  const [act, setAct] = useState(start);
  const [colleagueId, setColleagueId] = useState<string>();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const needsColleague = actsWithColleague.includes(act);
  const needsReason = actsWithReason.includes(act);
  const lacksColleague = needsColleague && colleagueId === undefined;
  const lacksReason = needsReason && reason.trim() === '';
  return {
    ...{ act, setAct, colleagueId, setColleagueId, reason, setReason, isTried, setTried },
    ...{ needsColleague, needsReason, lacksColleague, lacksReason },
  };
}

type Entry = ReturnType<typeof useEntry>;

function useAssignment() {
  const { api } = useSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AssignmentBody) => api.post<AssignmentView>(assignmentPaths.assign, body),
    onSettled: () => {
      for (const key of ['inbox', 'inbox-filters', 'case'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export function AssignmentDialog({ tasks, act: start, onClose }: AssignmentDialogProps) {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const entry = useEntry(start);
  const { act, colleagueId, needsColleague } = entry;
  const wanted: AssignmentBody = {
    act,
    tasks: tasks.map(({ taskId, holderId }) => ({ taskId, holderId })),
    ...(needsColleague && colleagueId !== undefined ? { colleagueId } : {}),
  };
  const preview = useQuery(previewQuery(api, wanted));
  const assignment = useAssignment();
  const answer = assignment.data;
  const ready = preview.data?.rows.filter(({ obstacle }) => obstacle === null) ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (assignment.isPending || ready.length === 0) return;
    entry.setTried(true);
    if (entry.lacksColleague || entry.lacksReason) {
      requestAnimationFrame(() => focusFirstWrong(form.current));
      return;
    }
    const chosen = wanted.tasks.filter(({ taskId }) => ready.some((row) => row.taskId === taskId));
    assignment.mutate(
      { ...wanted, tasks: chosen, ...(entry.needsReason ? { reason: entry.reason.trim() } : {}) },
      {
        onSuccess: ({ rows }) =>
          announce(say(assignmentMessages.summary, countsOf(say(assignmentActNames[act]), rows))),
      },
    );
  };
  return (
    <Dialog open wide title={say(assignmentMessages.heading)} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        {preview.error !== null && <FailureNotice failure={preview.error} while="loading" />}
        {assignment.error !== null && <FailureNotice failure={assignment.error} while="sending" />}
        {answer === undefined && <EntryFields entry={entry} colleagues={preview.data?.colleagues ?? []} />}
        {preview.data === undefined && preview.error === null && <SkeletonLines count={3} />}
        <TaskRows tasks={tasks} preview={preview.data?.rows} answer={answer?.rows} />
        {answer !== undefined && (
          <p>
            <strong>
              {say(assignmentMessages.summary, countsOf(say(assignmentActNames[act]), answer.rows))}
            </strong>
          </p>
        )}
        {answer === undefined && preview.data !== undefined && ready.length === 0 && (
          <p>{say(assignmentMessages.goNone)}</p>
        )}
        <div className="dialog-buttons">
          {answer === undefined && ready.length > 0 && (
            <Button type="primary" htmlType="submit" aria-disabled={assignment.isPending}>
              {say(assignmentMessages.goNow, { act: say(assignmentActNames[act]), count: ready.length })}
            </Button>
          )}
          <Button onClick={onClose}>
            {say(answer === undefined ? inboxMessages.cancel : inboxMessages.close)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function countsOf(act: string, rows: readonly AssignmentRow[]) {
  const failed = rows.filter(({ obstacle }) => obstacle !== null).length;
  return { act, failed, done: rows.length - failed };
}

function EntryFields({ entry, colleagues }: { entry: Entry; colleagues: AssignmentPreview['colleagues'] }) {
  const say = useWords();
  const { act, isTried } = entry;
  return (
    <>
      <Choice
        label={say(assignmentMessages.act)}
        hint={say(assignmentMessages.actHints[act])}
        value={act}
        options={assignmentActs.map((value) => ({ value, label: say(assignmentActNames[value]) }))}
        onChange={entry.setAct}
      />
      {entry.needsColleague && (
        <SelectField
          label={say(assignmentMessages.colleague)}
          hint={colleagues.length === 0 ? say(assignmentMessages.noColleague) : undefined}
          error={isTried && entry.lacksColleague ? say(assignmentMessages.colleagueMissing) : undefined}
          empty={say(assignmentMessages.chooseColleague)}
          value={entry.colleagueId ?? ''}
          options={peopleOptions(colleagues)}
          onChange={(value) => entry.setColleagueId(value === '' ? undefined : value)}
        />
      )}
      {entry.needsReason && (
        <Field
          label={say(assignmentMessages.reason)}
          hint={say(assignmentMessages.reasonHint)}
          error={isTried && entry.lacksReason ? say(assignmentMessages.reasonMissing) : undefined}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              rows={2}
              maxLength={lengthMost(assignmentBody.properties.reason)}
              value={entry.reason}
              onChange={(event) => entry.setReason(event.target.value)}
            />
          )}
        </Field>
      )}
    </>
  );
}

interface TaskRowsProps {
  readonly tasks: readonly AssignedTask[];
  readonly preview: readonly AssignmentRow[] | undefined;
  readonly answer: readonly AssignmentRow[] | undefined;
}

function TaskRows({ tasks, preview = [], answer }: TaskRowsProps) {
  return (
    <ul className="preview">
      {tasks.map(({ taskId, label }) => (
        <li key={taskId}>
          <span className="preview-what">{label}</span>
          <TaskState
            would={preview.find((row) => row.taskId === taskId)}
            done={answer?.find((row) => row.taskId === taskId)}
          />
        </li>
      ))}
    </ul>
  );
}

function TaskState({ would, done }: { would: AssignmentRow | undefined; done: AssignmentRow | undefined }) {
  const say = useWords();
  const row = done ?? would;
  if (row === undefined) return null;
  if (row.obstacle === null)
    return (
      <Mark
        shape={done === undefined ? 'round' : 'check'}
        tone="done"
        word={done === undefined ? assignmentMessages.would : assignmentMessages.done}
      />
    );
  return (
    <span className="preview-why">
      <Mark shape="warning" tone="yellow" word={assignmentMessages.wouldNot} /> {say(row.obstacle)}
    </span>
  );
}
