// Owns the page on which licences on paper are entered: file, trial, what was entered lately; refuses a file with faults.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { formatInstant } from '#kernel/dates';
import {
  type ImportBatchRow,
  type ImportListView,
  type ImportReport,
  importBody,
  licencePaths,
} from '#modules/licences/contract';
import { useAnnounce } from './announcer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Choice } from './field.tsx';
import { ImportReportTable } from './licence-import-report.tsx';
import { ImportMark } from './licence-mark.tsx';
import { licenceMessages } from './licence-messages.ts';
import { importsQuery } from './licence-queries.ts';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { type Column, RecordTable, RowLink } from './record-table.tsx';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { lengthMost } from './text-length.ts';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function LicenceImportPage() {
  const say = useWords();
  const { api } = useSession();
  const { data, error, refetch } = useQuery(importsQuery(api));
  return (
    <div className="page licence-import">
      <p className="back">
        <WorkbenchLink to="licences">← {say(licenceMessages.toList)}</WorkbenchLink>
      </p>
      <PageHeading title={say(licenceMessages.importTitle)} />
      <p>{say(licenceMessages.importHint)}</p>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonLines count={8} />}
      {data !== undefined && (
        <>
          <ImportForm view={data} />
          <Columns view={data} />
          <ImportList rows={data.rows} />
        </>
      )}
    </div>
  );
}

/** The bytes as text: spreadsheets here save as UTF-8 or, without being asked, in the national encoding. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

interface ChosenFile {
  readonly fileName: string;
  readonly csv: string;
}

function useImport(organId: string, chosen: ChosenFile | undefined) {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const queries = useQueryClient();
  const body = { organId, ...chosen };
  const trial = useMutation({
    mutationFn: () => api.post<ImportReport>(licencePaths.importCheck, body),
    onSuccess: (report) => announce(reportSentence(say, report)),
  });
  const enter = useMutation({
    mutationFn: () => api.post<{ batchId: string }>(licencePaths.imports, body),
    onSuccess: () => {
      trial.reset();
      announce(say(licenceMessages.importEntered));
      void queries.invalidateQueries({ queryKey: ['licence-imports'] });
    },
  });
  return { trial, enter };
}

function reportSentence(
  say: ReturnType<typeof useWords>,
  { problems, lines, wrongCount }: ImportReport,
): string {
  if (problems.length > 0) return problems.map((one) => say(one)).join(' ');
  const facts = { wrong: wrongCount, total: lines.length };
  return say(wrongCount === 0 ? licenceMessages.importRight : licenceMessages.importWrong, facts);
}

function ImportForm({ view }: { view: ImportListView }) {
  const say = useWords();
  const [organId, setOrganId] = useState(view.organs[0]?.id ?? '');
  const [chosen, setChosen] = useState<ChosenFile>();
  const [fault, setFault] = useState<string>();
  const { trial, enter } = useImport(organId, chosen);
  const choose = async (file: File | undefined) => {
    trial.reset();
    enter.reset();
    setChosen(undefined);
    setFault(undefined);
    if (file === undefined) return;
    const csv = await textOf(file);
    if ([...csv].length > lengthMost(importBody.properties.csv))
      setFault(say(licenceMessages.importTooLarge));
    else setChosen({ fileName: file.name, csv });
  };
  const report = trial.data;
  const isRight = report !== undefined && report.problems.length === 0 && report.wrongCount === 0;
  return (
    <section className="panel panel-act licence-import">
      {view.organs.length > 1 && (
        <Choice
          label={say(licenceMessages.importOrgan)}
          value={organId}
          options={view.organs.map((one) => ({ value: one.id, label: say(one.name) }))}
          onChange={setOrganId}
        />
      )}
      <FileField fault={fault} onChoose={(file) => void choose(file)} />
      <div className="dialog-buttons">
        <Button
          onClick={() => {
            if (chosen === undefined) setFault(say(licenceMessages.importFileMissing));
            else trial.mutate();
          }}
          aria-disabled={trial.isPending}
        >
          {say(licenceMessages.importTry)}
        </Button>
        {isRight && (
          <Button type="primary" onClick={() => enter.mutate()} aria-disabled={enter.isPending}>
            {say(licenceMessages.importEnter)}
          </Button>
        )}
      </div>
      {[trial.error, enter.error].map(
        (error) => error !== null && <FailureNotice key={String(error)} failure={error} while="sending" />,
      )}
      {enter.data !== undefined && <Notice tone="done" heading={say(licenceMessages.importEntered)} />}
      {report !== undefined && (
        <>
          <Notice tone={isRight ? 'done' : 'yellow'} heading={reportSentence(say, report)} />
          <ImportReportTable report={report} />
        </>
      )}
    </section>
  );
}

interface FileFieldProps {
  readonly fault: string | undefined;
  readonly onChoose: (file: File | undefined) => void;
}

function FileField({ fault, onChoose }: FileFieldProps) {
  const say = useWords();
  const id = useId();
  return (
    <div className={fault === undefined ? 'field' : 'field field-wrong'}>
      <label htmlFor={id}>{say(licenceMessages.importFile)}</label>
      {fault !== undefined && (
        <p id={`${id}-error`} className="field-error">
          {fault}
        </p>
      )}
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        aria-describedby={fault === undefined ? undefined : `${id}-error`}
        aria-invalid={fault === undefined ? undefined : true}
        onChange={(event) => onChoose(event.target.files?.[0])}
      />
    </div>
  );
}

function Columns({ view }: { view: ImportListView }) {
  const say = useWords();
  return (
    <details className="disclosure">
      <summary>{say(licenceMessages.importColumns)}</summary>
      <dl className="facts facts-wide">
        {view.headings.map(({ name, hint }) => (
          <div key={name}>
            <dt lang="zh-CN">{name}</dt>
            <dd>{say(hint)}</dd>
          </div>
        ))}
      </dl>
      <p>{say(licenceMessages.importOthers)}</p>
      <p>
        <strong>{say(licenceMessages.importKinds)}</strong>
      </p>
      <dl className="facts facts-wide">
        {view.kinds.map(({ kind, name }) => (
          <div key={kind}>
            <dt>{kind}</dt>
            <dd>{say(name)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function ImportList({ rows }: { rows: readonly ImportBatchRow[] }) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  const columns: readonly Column<ImportBatchRow>[] = [
    {
      key: 'file',
      heading: licenceMessages.importFile,
      cell: (row) => (
        <>
          <RowLink to={`licence-imports/${row.batchId}`}>{row.fileName}</RowLink>
          <span className="second-line">
            {say(row.organName)} · {say(licenceMessages.importCount, { count: row.lineCount })}
          </span>
        </>
      ),
    },
    { key: 'state', heading: licenceMessages.state, cell: (row) => <ImportMark status={row.status} /> },
    {
      key: 'entered',
      heading: licenceMessages.importEnter,
      cell: (row) =>
        say(licenceMessages.importBy, {
          name: row.enteredByName,
          at: formatInstant(new Date(row.enteredAt), locale),
        }),
    },
  ];
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{say(licenceMessages.importList)}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{say(licenceMessages.importNone)}</p>
      ) : (
        <RecordTable
          caption={say(licenceMessages.importList)}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.batchId}
          busy={false}
        />
      )}
    </section>
  );
}
