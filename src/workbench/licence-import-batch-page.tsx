// Owns the page on which one officer checks what another entered from paper; refuses a sending back without a reason.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { formatInstant } from '#kernel/dates';
import { type ImportBatchView, licencePaths } from '#modules/licences/contract';
import { FailureNotice } from './failure-notice.tsx';
import { Choice, Field, focusFirstWrong } from './field.tsx';
import { ImportReportTable } from './licence-import-report.tsx';
import { ImportMark } from './licence-mark.tsx';
import { licenceMessages } from './licence-messages.ts';
import { importQuery } from './licence-queries.ts';
import { PageHeading } from './page-heading.tsx';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function LicenceImportBatchPage() {
  const { batchId = '' } = useParams();
  const say = useWords();
  const { api } = useSession();
  const { data: view, error, refetch } = useQuery(importQuery(api, batchId));
  const title = say(licenceMessages.importBatch, { file: view?.fileName ?? '' });
  return (
    <div className="page">
      <p className="back">
        <WorkbenchLink to="licence-imports">← {say(licenceMessages.toImportList)}</WorkbenchLink>
      </p>
      <div className="page-top">
        <PageHeading title={title} />
        {view !== undefined && <ImportMark status={view.status} />}
      </div>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {view === undefined && error === null && <SkeletonLines count={8} />}
      {view !== undefined && (
        <>
          <BatchLine view={view} />
          {view.mayDecide && <DecisionForm key={view.batchId} view={view} />}
          <ImportReportTable report={view.report} />
        </>
      )}
    </div>
  );
}

function BatchLine({ view }: { view: ImportBatchView }) {
  const say = useWords();
  const locale = useLocale();
  const at = (instant: string) => formatInstant(new Date(instant), locale);
  const { checkedByName, checkedAt } = view;
  return (
    <p className="case-line">
      {say(view.organName)} · {say(licenceMessages.importCount, { count: view.lineCount })} ·{' '}
      {say(licenceMessages.importBy, { name: view.enteredByName, at: at(view.enteredAt) })}
      {checkedByName !== null &&
        checkedAt !== null &&
        ` · ${say(licenceMessages.importCheckedBy, { name: checkedByName, at: at(checkedAt) })}`}
      {view.note !== '' && <span className="second-line typed">{view.note}</span>}
    </p>
  );
}

function DecisionForm({ view }: { view: ImportBatchView }) {
  const say = useWords();
  const { api } = useSession();
  const queries = useQueryClient();
  const headingId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [outcome, setOutcome] = useState<'approved' | 'refused'>();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const decide = useMutation({
    mutationFn: () =>
      api.post<ImportBatchView>(licencePaths.importDecision(view.batchId), { outcome, note: note.trim() }),
    onSuccess: (answer) => {
      queries.setQueryData(importQuery(api, view.batchId).queryKey, answer);
      void queries.invalidateQueries({ queryKey: ['licence-imports'] });
      void queries.invalidateQueries({ queryKey: ['licences'] });
    },
  });
  const isNoteMissing = outcome === 'refused' && note.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (outcome === undefined || isNoteMissing) setTimeout(() => focusFirstWrong(form.current));
    else if (!decide.isPending) decide.mutate();
  };
  return (
    <section className="panel panel-act" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(licenceMessages.importDecide)}</h2>
      <p>{say(licenceMessages.importDecideHint)}</p>
      <form ref={form} className="action-form" onSubmit={submit} noValidate>
        {decide.error !== null && <FailureNotice failure={decide.error} while="sending" />}
        <Choice
          label={say(licenceMessages.outcome)}
          value={outcome}
          error={tried && outcome === undefined ? say(licenceMessages.outcomeMissing) : undefined}
          options={[
            { value: 'approved', label: say(licenceMessages.importApprove) },
            { value: 'refused', label: say(licenceMessages.importRefuse) },
          ]}
          onChange={setOutcome}
        />
        <Field
          label={say(licenceMessages.importNote)}
          error={tried && isNoteMissing ? say(licenceMessages.importNoteMissing) : undefined}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              rows={2}
              maxLength={2_000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" className="action-button" aria-disabled={decide.isPending}>
          <strong>
            {say(outcome === 'refused' ? licenceMessages.importRefuse : licenceMessages.importApprove)}
          </strong>
        </Button>
      </form>
    </section>
  );
}
