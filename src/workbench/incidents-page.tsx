// Owns the page on which an operator sees failed services and timers and acts on them; refuses the data of any case.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { formatInstant } from '#kernel/dates';
import {
  type IncidentListView,
  type IncidentView,
  incidentPaths,
  incidentsMost,
} from '#modules/work/contract';
import { useAnnounce } from './announcer.tsx';
import { EmptyState } from './empty-state.tsx';
import { ExportButton } from './export-button.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { incidentMessages } from './incident-messages.ts';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { type Column, RecordTable, SkeletonTable } from './record-table.tsx';
import type { Api } from './request.ts';
import { useSession } from './session.tsx';
import { SkipIncidentDialog } from './skip-incident-dialog.tsx';
import { useLocale, useWords } from './words.tsx';

function loadIncidents(api: Api, signal?: AbortSignal): Promise<IncidentListView> {
  return api.get(incidentPaths.list, signal);
}

function incidentsQuery(api: Api) {
  return queryOptions({
    queryKey: ['incidents'],
    queryFn: ({ signal }) => loadIncidents(api, signal),
    // What was tried again may have failed again: a look must not be answered from memory.
    staleTime: 0,
  });
}

/** What was done last, and the list that followed it. */
function useIncidentActs() {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const queries = useQueryClient();
  const [told, setTold] = useState<string>();
  const follow = (list: IncidentListView, sentence: string) => {
    queries.setQueryData(incidentsQuery(api).queryKey, list);
    setTold(sentence);
    announce(sentence);
  };
  const retry = useMutation({
    mutationFn: ({ id }: IncidentView) => api.post<IncidentListView>(incidentPaths.retry(id), {}),
    onMutate: () => setTold(undefined),
    onSuccess: (list, { elementName }) => follow(list, say(incidentMessages.retried, { what: elementName })),
    // Somebody else may have acted on it: the list shows how it stands now.
    onError: () => void queries.invalidateQueries({ queryKey: ['incidents'] }),
  });
  return { told, retry, follow };
}

export function IncidentsPage() {
  const say = useWords();
  const { api } = useSession();
  const announce = useAnnounce();
  const { data, error, refetch, isFetching } = useQuery(incidentsQuery(api));
  const { told, retry, follow } = useIncidentActs();
  const [skipping, setSkipping] = useState<IncidentView>();
  const toldBox = useRef<HTMLDivElement>(null);
  const total = data?.incidents.length;
  const words = total === incidentsMost ? incidentMessages.countMost : incidentMessages.count;
  const sentence = total === undefined ? '' : say(words, { total });
  useEffect(() => {
    if (sentence !== '' && told === undefined) announce(sentence);
  }, [sentence, told, announce]);
  // The button that was pressed is gone with its row; the reader goes on from what was done.
  useEffect(() => {
    if (told !== undefined) toldBox.current?.focus();
  }, [told]);
  return (
    <div className="page">
      <div className="page-top">
        <PageHeading title={say(incidentMessages.title)} />
        <span className="quiet count">{sentence}</span>
        <button type="button" className="plain-button" onClick={() => void refetch()}>
          {say(incidentMessages.look)}
        </button>
        {total !== undefined && total > 0 && <IncidentExport />}
      </div>
      <p className="list-hint">{say(incidentMessages.hint)}</p>
      {told !== undefined && <Notice tone="done" heading={told} focusRef={toldBox} />}
      {retry.error !== null && <FailureNotice failure={retry.error} while="sending" />}
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <SkeletonTable
          headings={[incidentMessages.what, incidentMessages.caseNumber, incidentMessages.cause]}
        />
      )}
      {data !== undefined && (
        <IncidentTable
          incidents={data.incidents}
          busy={isFetching || retry.isPending}
          onRetry={(incident) => {
            if (!retry.isPending) retry.mutate(incident);
          }}
          onSkip={setSkipping}
        />
      )}
      {skipping !== undefined && (
        <SkipIncidentDialog
          incident={skipping}
          onClose={() => setSkipping(undefined)}
          onSkipped={(list) => {
            setSkipping(undefined);
            follow(list, say(incidentMessages.skipped, { what: skipping.elementName }));
          }}
        />
      )}
    </div>
  );
}

interface IncidentTableProps {
  readonly incidents: readonly IncidentView[];
  readonly busy: boolean;
  readonly onRetry: (incident: IncidentView) => void;
  readonly onSkip: (incident: IncidentView) => void;
}

function IncidentTable({ incidents, busy, onRetry, onSkip }: IncidentTableProps) {
  const say = useWords();
  const facts = useFactColumns();
  if (incidents.length === 0)
    return <EmptyState heading={say(incidentMessages.empty)}>{say(incidentMessages.emptyHint)}</EmptyState>;
  const columns: readonly Column<IncidentView>[] = [
    ...facts,
    {
      key: 'act',
      heading: incidentMessages.act,
      cell: (row) => (
        <span className="row-acts">
          {/* j and k go from one row to the next by it, as by the links of other lists. */}
          <button
            type="button"
            className="plain-button row-link"
            aria-label={say(incidentMessages.retryOf, { what: aloud(row) })}
            onClick={() => onRetry(row)}
          >
            {say(incidentMessages.retry)}
          </button>
          {row.canSkip && (
            <button
              type="button"
              className="plain-button"
              aria-label={say(incidentMessages.skipOf, { what: aloud(row) })}
              onClick={() => onSkip(row)}
            >
              {say(incidentMessages.skip)}
            </button>
          )}
          {row.whyNotSkipped !== null && (
            <details className="disclosure">
              <summary>{say(incidentMessages.notSkipped)}</summary>
              <p>{say(row.whyNotSkipped)}</p>
            </details>
          )}
        </span>
      ),
    },
  ];
  return (
    <RecordTable
      caption={say(incidentMessages.title)}
      columns={columns}
      rows={incidents}
      rowKey={(row) => row.id}
      busy={busy}
    />
  );
}

/** Two rows may be of one step: the number tells which is meant. */
function aloud({ elementName, caseNumber }: IncidentView): string {
  return caseNumber === null ? elementName : `${elementName} ${caseNumber}`;
}

function useFactColumns(): readonly Column<IncidentView>[] {
  const say = useWords();
  const locale = useLocale();
  return [
    {
      key: 'what',
      heading: incidentMessages.what,
      cell: (row) => (
        <div>
          <strong lang="zh-CN">{row.elementName}</strong>
          <span className="second-line">
            {row.kind === 'timer' ? say(incidentMessages.timer) : row.topic} ·{' '}
            <span lang="zh-CN">{row.processName}</span>
          </span>
        </div>
      ),
    },
    {
      key: 'case',
      heading: incidentMessages.caseNumber,
      cell: (row) => (
        <div>
          {row.caseNumber === null ? (
            <span className="quiet">{say(incidentMessages.noCase)}</span>
          ) : (
            <span className="number">{row.caseNumber}</span>
          )}
          <span className="second-line">{say(row.organName)}</span>
        </div>
      ),
    },
    {
      key: 'since',
      heading: incidentMessages.since,
      cell: (row) => (
        <div>
          <span className="number">{formatInstant(new Date(row.since), locale)}</span>
          <span className="second-line">
            {say(incidentMessages.attempts)} {say(incidentMessages.attemptsMade, { count: row.attempts })}
          </span>
        </div>
      ),
    },
    {
      key: 'cause',
      heading: incidentMessages.cause,
      cell: (row) => (
        <div>
          {say(row.errorText)}
          {row.requestId !== null && (
            <span className="second-line log-number">
              {say(incidentMessages.logNumber, { id: row.requestId })}
            </span>
          )}
        </div>
      ),
    },
  ];
}

function IncidentExport() {
  const say = useWords();
  const { api } = useSession();
  const headings = [
    incidentMessages.what,
    incidentMessages.process,
    incidentMessages.caseNumber,
    incidentMessages.organ,
    incidentMessages.since,
    incidentMessages.attempts,
    incidentMessages.cause,
  ];
  return (
    <ExportButton
      title={say(incidentMessages.title)}
      headings={headings.map((heading) => say(heading))}
      cells={(row: IncidentView) => [
        row.elementName,
        row.processName,
        row.caseNumber ?? '',
        say(row.organName),
        row.since,
        String(row.attempts),
        say(row.errorText),
      ]}
      loadPage={async () => {
        const { incidents } = await loadIncidents(api);
        return { rows: incidents, total: incidents.length };
      }}
    />
  );
}
