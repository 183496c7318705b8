// Owns the page on which results are handed out: search by number or document, what lies ready, who took it.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { formatDay } from '#kernel/dates';
import {
  counterPaths,
  type DeliverableView,
  type ReceiverRelation,
  receiverRelationNames,
  receiverRelations,
} from '#modules/cases/contract';
import { NumberedChoices } from './counter-choice.tsx';
import { counterMessages } from './counter-messages.ts';
import { pressedStep, step, useStepKeys } from './counter-steps.ts';
import { EmptyState } from './empty-state.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Field } from './field.tsx';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { useSession } from './session.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

/** Numbers of applications and cases begin with letters and the year; what else is typed is a document's number. */
function questionOf(typed: string) {
  const plain = typed.trim();
  if (/^[A-Za-z]{2}\d{2}-/.test(plain)) return { number: plain };
  const documentKind = /^[A-Za-z]{3}/.test(plain)
    ? 'passport'
    : /^8[123]/.test(plain)
      ? 'residence-permit'
      : 'resident-id';
  return { documentKind, documentNumber: plain };
}

export function CounterResultsPage() {
  const say = useWords();
  const { api } = useSession();
  const box = useStepKeys<HTMLDivElement>();
  const [typed, setTyped] = useState('');
  const search = useMutation({
    mutationFn: (sought: string) =>
      api.post<{ rows: readonly DeliverableView[] }>(counterPaths.findDeliverables, questionOf(sought)),
  });
  const rows = search.data?.rows;
  return (
    <div className="page counter" ref={box}>
      <p className="back">
        <WorkbenchLink to="counter">← {say(counterMessages.backToCounter)}</WorkbenchLink>
      </p>
      <PageHeading title={say(counterMessages.handOut)} />
      <search className="counter-search">
        <Field label={say(counterMessages.findBy)} hint={say(counterMessages.findHint)}>
          {(control) => (
            <input
              {...control}
              {...step}
              className="number"
              autoComplete="off"
              maxLength={40}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Button {...pressedStep} type="primary" onClick={() => typed.trim() !== '' && search.mutate(typed)}>
          {say(counterMessages.find)}
        </Button>
      </search>
      {search.error !== null && <FailureNotice failure={search.error} while="sending" />}
      {rows?.length === 0 && (
        <EmptyState heading={say(counterMessages.nothingReady)}>
          {say(counterMessages.nothingReadyHint)}
        </EmptyState>
      )}
      {rows?.map((row) => (
        <OneCase key={row.caseId} row={row} onDone={() => search.mutate(typed)} />
      ))}
    </div>
  );
}

function itemKey(item: DeliverableView['items'][number]): string {
  return item.paperId ?? 'licence';
}

function OneCase({ row, onDone }: { row: DeliverableView; onDone: () => void }) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  const open = row.items.filter((item) => item.deliveredOn === null);
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>
        {say(row.serviceName)} <span className="number">{row.caseNumber}</span>
      </h2>
      <p>
        {row.applicantName} · {say(row.organName)} · {say(row.statusName)}
      </p>
      {row.items.length === 0 && <p className="quiet">{say(counterMessages.nothingIssued)}</p>}
      <ul className="counter-services">
        {row.items.map((item) => (
          <li key={itemKey(item)}>
            {item.paperId === null ? (
              <strong>{say(item.title)}</strong>
            ) : (
              <a href={counterPaths.paper(row.caseId, item.paperId)} target="_blank" rel="noreferrer">
                {say(item.title)}
              </a>
            )}
            <span className="quiet">
              {` ${item.number} · `}
              {say(item.deliveredOn === null ? counterMessages.issuedOn : counterMessages.deliveredOn, {
                day: formatDay(item.deliveredOn ?? item.issuedOn, locale),
              })}
            </span>
          </li>
        ))}
      </ul>
      {open.length > 0 && <HandOverForm row={row} open={open} onDone={onDone} />}
    </section>
  );
}

interface HandOverFormProps {
  readonly row: DeliverableView;
  readonly open: DeliverableView['items'];
  readonly onDone: () => void;
}

function HandOverForm({ row, open, onDone }: HandOverFormProps) {
  const say = useWords();
  const { api } = useSession();
  const [chosen, setChosen] = useState<readonly string[]>(open.map(itemKey));
  const [receiverName, setReceiverName] = useState(row.applicantName);
  const [receiverRelation, setRelation] = useState<ReceiverRelation>('applicant');
  const [statement, setStatement] = useState(say(counterMessages.statementUsual));
  const send = useMutation({
    mutationFn: () =>
      api.post(counterPaths.deliver(row.caseId), {
        paperIds: chosen.map((key) => (key === 'licence' ? null : key)),
        receiverName,
        receiverRelation,
        statement,
      }),
    onSuccess: onDone,
  });
  return (
    <>
      <NumberedChoices
        several
        label={say(counterMessages.toHandOver)}
        options={open.map((item) => ({ value: itemKey(item), label: say(item.title) }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <div className="counter-grid">
        <Field label={say(counterMessages.receiver)}>
          {(control) => (
            <input
              {...control}
              {...step}
              autoComplete="off"
              maxLength={60}
              value={receiverName}
              onChange={(event) => setReceiverName(event.target.value)}
            />
          )}
        </Field>
        <NumberedChoices
          label={say(counterMessages.receiverRelation)}
          options={receiverRelations.map((one) => ({ value: one, label: say(receiverRelationNames[one]) }))}
          chosen={[receiverRelation]}
          onChange={([value]) => {
            const relation = receiverRelations.find((one) => one === value);
            if (relation !== undefined) setRelation(relation);
          }}
        />
        <Field label={say(counterMessages.statement)}>
          {(control) => (
            <input
              {...control}
              {...step}
              maxLength={1_000}
              value={statement}
              onChange={(event) => setStatement(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Button {...step} type="primary" disabled={chosen.length === 0} onClick={() => send.mutate()}>
        {say(counterMessages.handOver)}
      </Button>
      {send.error !== null && <FailureNotice failure={send.error} while="sending" />}
      {send.isSuccess && <Notice tone="done" heading={say(counterMessages.handedOver)} />}
    </>
  );
}
