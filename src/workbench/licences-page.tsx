// Owns the search over the licences of the officer's organs; refuses to search while somebody still types.
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { formatDay } from '#kernel/dates';
import { type LicenceListView, type LicenceRow, licenceFilters } from '#modules/licences/contract';
import { useAnnounce } from './announcer.tsx';
import { EmptyState } from './empty-state.tsx';
import { ExportButton } from './export-button.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { LicenceMark } from './licence-mark.tsx';
import { licenceMessages } from './licence-messages.ts';
import {
  type LicenceWish,
  licencesQuery,
  licenceWishAddress,
  loadLicences,
  readLicenceWish,
} from './licence-queries.ts';
import { PageHeading } from './page-heading.tsx';
import { PageLinks } from './page-links.tsx';
import { type Column, RecordTable, RowLink, SkeletonTable } from './record-table.tsx';
import { useSession, useSeveralOrgans } from './session.tsx';
import { useLocale, useWords } from './words.tsx';
import { useAddress, WorkbenchLink } from './workbench-link.tsx';

export function LicencesPage() {
  const say = useWords();
  const { api } = useSession();
  const announce = useAnnounce();
  const [parameters] = useSearchParams();
  const wish = readLicenceWish(parameters);
  const { data, error, refetch, isFetching } = useQuery(licencesQuery(api, wish));
  const sentence = data === undefined ? '' : say(licenceMessages.countOfLicences, { total: data.total });
  useEffect(() => {
    if (sentence !== '') announce(sentence);
  }, [sentence, announce]);
  return (
    <div className="page">
      <div className="page-top">
        <PageHeading title={say(licenceMessages.licences)} />
        <span className="quiet count">{sentence}</span>
        <WorkbenchLink to="licence-imports">{say(licenceMessages.toImports)}</WorkbenchLink>
        {data !== undefined && data.total > 0 && <LicenceExport wish={wish} />}
      </div>
      <LicenceSearch key={wish.text} wish={wish} />
      <StateFilter wish={wish} />
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <SkeletonTable headings={[licenceMessages.name, licenceMessages.holder, licenceMessages.state]} />
      )}
      {data !== undefined && <LicenceResults view={data} wish={wish} busy={isFetching} />}
    </div>
  );
}

function LicenceSearch({ wish }: { wish: LicenceWish }) {
  const say = useWords();
  const navigate = useNavigate();
  const address = useAddress();
  const id = useId();
  const [typed, setTyped] = useState(wish.text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    navigate(address(licenceWishAddress({ ...wish, text: typed.trim(), page: 1 })));
  };
  return (
    <search>
      <form className="field licence-search" onSubmit={submit}>
        <label htmlFor={id}>{say(licenceMessages.searchLabel)}</label>
        <p id={`${id}-hint`} className="field-hint">
          {say(licenceMessages.recorded)}
        </p>
        <div className="licence-search-line">
          <input
            id={id}
            type="search"
            maxLength={100}
            autoComplete="off"
            aria-describedby={`${id}-hint`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" className="plain-button">
            {say(licenceMessages.find)}
          </button>
        </div>
      </form>
    </search>
  );
}

function StateFilter({ wish }: { wish: LicenceWish }) {
  const say = useWords();
  const link = (state: LicenceWish['state'], words: string) => (
    <WorkbenchLink
      key={state ?? 'all'}
      to={licenceWishAddress({ ...wish, state, page: 1 })}
      className="filter"
      current={wish.state === state}
    >
      {words}
    </WorkbenchLink>
  );
  return (
    <nav className="filters" aria-label={say(licenceMessages.byState)}>
      {link(undefined, say(licenceMessages.all))}
      {licenceFilters.map((state) => link(state, say(licenceMessages[state])))}
    </nav>
  );
}

interface ResultsProps {
  readonly view: LicenceListView;
  readonly wish: LicenceWish;
  readonly busy: boolean;
}

function LicenceResults({ view, wish, busy }: ResultsProps) {
  const say = useWords();
  const columns = useLicenceColumns();
  if (view.rows.length === 0) {
    return <EmptyState heading={say(licenceMessages.empty)}>{say(licenceMessages.emptyHint)}</EmptyState>;
  }
  return (
    <>
      <RecordTable
        caption={say(licenceMessages.licences)}
        columns={columns}
        rows={view.rows}
        rowKey={(row) => row.licenceId}
        busy={busy}
      />
      <PageLinks list={view} address={(page) => licenceWishAddress({ ...wish, page })} />
    </>
  );
}

function useLicenceColumns(): readonly Column<LicenceRow>[] {
  const say = useWords();
  const locale = useLocale();
  const severalOrgans = useSeveralOrgans();
  return [
    {
      key: 'name',
      heading: licenceMessages.name,
      cell: (row) => (
        <>
          <RowLink to={`licences/${row.licenceId}`}>{say(row.name)}</RowLink>
          <span className="second-line">
            <span className="number">{row.number}</span>
            {severalOrgans && ` · ${say(row.organName)}`}
          </span>
        </>
      ),
    },
    { key: 'holder', heading: licenceMessages.holder, cell: (row) => row.holderName },
    {
      key: 'state',
      heading: licenceMessages.state,
      cell: (row) => <LicenceMark state={row.state} name={row.stateName} />,
    },
    {
      key: 'issued',
      heading: licenceMessages.issuedOn,
      cell: (row) => <span className="number">{formatDay(row.issuedOn, locale)}</span>,
    },
    {
      key: 'expires',
      heading: licenceMessages.expiresOn,
      cell: (row) => (
        <span className="number">
          {row.expiresOn === null ? say(licenceMessages.noEnd) : formatDay(row.expiresOn, locale)}
        </span>
      ),
    },
  ];
}

function LicenceExport({ wish }: { wish: LicenceWish }) {
  const say = useWords();
  const { api } = useSession();
  const headings = [
    licenceMessages.number,
    licenceMessages.name,
    licenceMessages.holder,
    licenceMessages.state,
    licenceMessages.issuedOn,
    licenceMessages.expiresOn,
  ];
  return (
    <ExportButton
      title={say(licenceMessages.licences)}
      headings={headings.map((heading) => say(heading))}
      cells={(row: LicenceRow) => [
        row.number,
        say(row.name),
        row.holderName,
        say(row.stateName),
        row.issuedOn,
        row.expiresOn ?? '',
      ]}
      loadPage={(page) => loadLicences(api, { ...wish, page })}
    />
  );
}
