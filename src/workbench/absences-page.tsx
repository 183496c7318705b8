// Owns the page on absence and hand-over: who stands in, recording it, and leaving; refuses the reason of an absence.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { formatDay, isLegalDay } from '#kernel/dates';
import { listed } from '#kernel/texts';
import { type AbsenceListView, type AbsenceView, absencePaths } from '#modules/identity/contract';
import { AbsenceForm } from './absence-form.tsx';
import { absenceMessages } from './absence-messages.ts';
import { useAnnounce } from './announcer.tsx';
import { DepartureSection } from './departure-section.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { type Column, RecordTable } from './record-table.tsx';
import type { Api } from './request.ts';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { Mark } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';

function absencesQuery(api: Api) {
  return queryOptions({
    queryKey: ['absences'],
    queryFn: ({ signal }) => api.get<AbsenceListView>(absencePaths.list, signal),
    staleTime: 0,
  });
}

export function AbsencesPage() {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(absencesQuery(api));
  const [told, setTold] = useState<string>();
  const toldBox = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (told !== undefined) toldBox.current?.focus();
  }, [told]);
  const follow = (list: AbsenceListView, sentence: string) => {
    queries.setQueryData(absencesQuery(api).queryKey, list);
    void queries.invalidateQueries({ queryKey: ['inbox'] });
    setTold(sentence);
    announce(sentence);
  };
  const end = useMutation({
    mutationFn: ({ id }: AbsenceView) => api.post<AbsenceListView>(absencePaths.end(id), {}),
    onMutate: () => setTold(undefined),
    onSuccess: (list) => follow(list, say(absenceMessages.ended)),
    onError: () => void queries.invalidateQueries({ queryKey: ['absences'] }),
  });
  return (
    <div className="page">
      <PageHeading title={say(absenceMessages.title)} />
      <p className="list-hint">{say(absenceMessages.hint)}</p>
      {told !== undefined && <Notice tone="done" heading={told} focusRef={toldBox} />}
      {end.error !== null && <FailureNotice failure={end.error} while="sending" />}
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonLines count={4} />}
      {data !== undefined && (
        <>
          <h2>{say(absenceMessages.list)}</h2>
          {data.absences.length === 0 ? (
            <p className="quiet">{say(absenceMessages.none)}</p>
          ) : (
            <AbsenceTable
              absences={data.absences}
              busy={end.isPending}
              onEnd={(absence) => !end.isPending && end.mutate(absence)}
            />
          )}
          <AbsenceForm officers={data.officers} onRecorded={follow} />
        </>
      )}
      <DepartureSection onLeft={setTold} />
    </div>
  );
}

interface AbsenceTableProps {
  readonly absences: readonly AbsenceView[];
  readonly busy: boolean;
  readonly onEnd: (absence: AbsenceView) => void;
}

function AbsenceTable({ absences, busy, onEnd }: AbsenceTableProps) {
  const say = useWords();
  const locale = useLocale();
  const dayOf = (day: string) => (isLegalDay(day) ? formatDay(day, locale) : day);
  const columns: readonly Column<AbsenceView>[] = [
    {
      key: 'officer',
      heading: absenceMessages.officer,
      cell: (row) => (
        <div>
          <strong>{row.officerName}</strong>
          <span className="second-line">{say(row.organName)}</span>
        </div>
      ),
    },
    { key: 'substitute', heading: absenceMessages.standIn, cell: (row) => row.substituteName },
    {
      key: 'posts',
      heading: absenceMessages.posts,
      cell: (row) => listed(row.roleNames, locale),
    },
    {
      key: 'days',
      heading: absenceMessages.days,
      cell: (row) => (
        <div>
          <span className="number">
            {say(absenceMessages.from, { first: dayOf(row.firstDay), last: dayOf(row.lastDay) })}
          </span>
          <span className="second-line">
            <Mark
              shape={row.isRunning ? 'play' : 'ring'}
              tone={row.isRunning ? 'calm' : 'quiet'}
              word={row.isRunning ? absenceMessages.running : absenceMessages.toCome}
            />
          </span>
        </div>
      ),
    },
    {
      key: 'act',
      heading: absenceMessages.act,
      cell: (row) =>
        row.mayEnd ? (
          <button
            type="button"
            className="plain-button row-link"
            aria-label={say(absenceMessages.endOf, { name: row.officerName })}
            onClick={() => onEnd(row)}
          >
            {say(absenceMessages.end)}
          </button>
        ) : (
          <span className="quiet">–</span>
        ),
    },
  ];
  return (
    <RecordTable
      caption={say(absenceMessages.list)}
      columns={columns}
      rows={absences}
      rowKey={(row) => row.id}
      busy={busy}
    />
  );
}
