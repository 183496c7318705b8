// Owns the way out of a post or the service: who leaves, what is open, who gets it; refuses it to whoever lets nobody leave.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import { formatDay, isLegalDay } from '#kernel/dates';
import { listed } from '#kernel/texts';
import {
  type DepartureBody,
  type DepartureDone,
  type DepartureView,
  departureBody,
  departurePaths,
  type StaffView,
} from '#modules/work/contract';
import { absenceMessages } from './absence-messages.ts';
import { useAnnounce } from './announcer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Choice, Field, focusFirstWrong } from './field.tsx';
import type { Api } from './request.ts';
import { peopleOptions, SelectField } from './select-field.tsx';
import { type Officer, useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { lengthMost } from './text-length.ts';
import { useLocale, useWords } from './words.tsx';

type Staff = StaffView['officers'][number];

const within = (organId: string | null) => (organId === null ? '' : `?organ=${organId}`);

function staffQuery(api: Api, organId: string | null) {
  return queryOptions({
    queryKey: ['staff', organId],
    queryFn: ({ signal }) => api.get<StaffView>(`${departurePaths.staff}${within(organId)}`, signal),
  });
}

function openWorkQuery(api: Api, officerId: string, organId: string | null) {
  return queryOptions({
    queryKey: ['open-work', officerId, organId],
    queryFn: ({ signal }) =>
      api.get<DepartureView>(`${departurePaths.work(officerId)}${within(organId)}`, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Heads see their own organ's officers, the security administrator all: null. Undefined: nobody is theirs to let leave. */
function scopeOf({ posts }: Officer): string | null | undefined {
  const own = posts.filter((post) => post.actingForId === undefined);
  if (own.some((post) => post.role === 'security-administrator')) return null;
  return own.find((post) => post.role === 'organ-head')?.organId;
}

interface DepartureSectionProps {
  readonly onLeft: (sentence: string) => void;
}

export function DepartureSection({ onLeft }: DepartureSectionProps) {
  const { state } = useSession();
  const scope = state.kind === 'signed-in' ? scopeOf(state.officer) : undefined;
  return scope === undefined ? null : <DepartureForm scope={scope} onLeft={onLeft} />;
}

function DepartureForm({ scope, onLeft }: DepartureSectionProps & { scope: string | null }) {
  const say = useWords();
  const locale = useLocale();
  const { api } = useSession();
  const headingId = useId();
  const { data, error, refetch } = useQuery(staffQuery(api, scope));
  const [officerId, setOfficerId] = useState('');
  const [organId, setOrganId] = useState<string | null>(scope);
  const officer = data?.officers.find(({ id }) => id === officerId);
  return (
    <section className="panel form-narrow" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(absenceMessages.departure)}</h2>
      <p className="field-hint">{say(absenceMessages.departureHint)}</p>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      <SelectField
        label={say(absenceMessages.whoLeaves)}
        empty={say(absenceMessages.choose)}
        value={officerId}
        options={(data?.officers ?? []).map(({ id, displayName, posts }) => ({
          value: id,
          label: `${displayName} · ${listed(
            posts.map(({ roleName }) => say(roleName)),
            locale,
          )}`,
        }))}
        onChange={(value) => {
          setOfficerId(value);
          setOrganId(scope);
        }}
      />
      {officer !== undefined && data?.mayCloseAccounts === true && (
        <ScopeChoice officer={officer} organId={organId} onChange={setOrganId} />
      )}
      {officer !== undefined && (
        <OpenWork
          key={`${officerId} ${organId}`}
          officerId={officerId}
          organId={organId}
          onLeft={(sentence) => {
            setOfficerId('');
            onLeft(sentence);
          }}
        />
      )}
    </section>
  );
}

interface ScopeChoiceProps {
  readonly officer: Staff;
  readonly organId: string | null;
  readonly onChange: (organId: string | null) => void;
}

function ScopeChoice({ officer, organId, onChange }: ScopeChoiceProps) {
  const say = useWords();
  const organs = [...new Map(officer.posts.map((post) => [post.organId, post.organName]))];
  return (
    <Choice
      label={say(absenceMessages.scope)}
      value={organId ?? 'service'}
      options={[
        ...organs.map(([value, name]) => ({
          value,
          label: say(absenceMessages.scopePost, { organ: say(name) }),
        })),
        { value: 'service', label: say(absenceMessages.scopeService) },
      ]}
      onChange={(value) => onChange(value === 'service' ? null : value)}
    />
  );
}

interface OpenWorkProps {
  readonly officerId: string;
  readonly organId: string | null;
  readonly onLeft: (sentence: string) => void;
}

function useLeave({ officerId, onLeft }: OpenWorkProps) {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: DepartureBody) => api.post<DepartureDone>(departurePaths.leave(officerId), body),
    onSuccess({ handedOver }) {
      const sentence = say(absenceMessages.left, { count: handedOver });
      for (const key of ['staff', 'absences', 'inbox']) void queries.invalidateQueries({ queryKey: [key] });
      announce(sentence);
      onLeft(sentence);
    },
    // What is open may have changed: the list shows how it stands now.
    onError: () => void queries.invalidateQueries({ queryKey: ['open-work', officerId] }),
  });
}

const rowKey = ({ organId, element }: DepartureView['tasks'][number]) => `${organId} ${element}`;

function OpenWork(props: OpenWorkProps) {
  const say = useWords();
  const { api } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const { data, error } = useQuery(openWorkQuery(api, props.officerId, props.organId));
  const leave = useLeave(props);
  const [successors, setSuccessors] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  if (error !== null) return <FailureNotice failure={error} while="loading" />;
  if (data === undefined) return <SkeletonLines count={3} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (leave.isPending) return;
    setTried(true);
    if (reason.trim() === '') {
      requestAnimationFrame(() => focusFirstWrong(form.current));
      return;
    }
    const shares = data.tasks.map((row) => ({
      organId: row.organId,
      element: row.element,
      successorId: successors[rowKey(row)] || null,
    }));
    leave.mutate({ organId: props.organId, shares, seenTasks: data.total, reason: reason.trim() });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      {leave.error !== null && <FailureNotice failure={leave.error} while="sending" />}
      <h3>{say(absenceMessages.openWork)}</h3>
      {data.tasks.length === 0 && <p className="quiet">{say(absenceMessages.nothingOpen)}</p>}
      {data.tasks.map((row) => (
        <SelectField
          key={rowKey(row)}
          label={say(absenceMessages.successorOf, { step: row.name })}
          hint={`${say(row.organName)} · ${say(absenceMessages.countOf, { claimed: row.claimed, delegated: row.delegated })}`}
          empty={say(absenceMessages.backToPost)}
          value={successors[rowKey(row)] ?? ''}
          options={peopleOptions(row.successors)}
          onChange={(value) => setSuccessors({ ...successors, [rowKey(row)]: value })}
        />
      ))}
      <WhatEnds view={data} />
      <Field
        label={say(absenceMessages.reason)}
        error={isTried && reason.trim() === '' ? say(absenceMessages.missing) : undefined}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            maxLength={lengthMost(departureBody.properties.reason)}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" danger htmlType="submit" aria-disabled={leave.isPending}>
        {say(absenceMessages.leaveNow, { count: data.total })}
      </Button>
    </form>
  );
}

/** What is not handed over by itself, and has to be arranged anew. */
function WhatEnds({ view: { absences, hearings } }: { view: DepartureView }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <>
      {absences.length > 0 && (
        <>
          <p>{say(absenceMessages.absencesEnd)}</p>
          <ul>
            {absences.map((one) => (
              <li key={one.id}>
                {say(absenceMessages.absenceLine, {
                  officer: one.officerName,
                  substitute: one.substituteName,
                  last: isLegalDay(one.lastDay) ? formatDay(one.lastDay, locale) : one.lastDay,
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      {hearings.length > 0 && (
        <>
          <p>{say(absenceMessages.hearings)}</p>
          <ul>
            {hearings.map(({ procedureId, caseNumber }) => (
              <li key={procedureId} className="number">
                {caseNumber}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
