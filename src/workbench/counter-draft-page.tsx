// Owns the one screen on which an application is taken: applicant, services, contents, papers, signing and sending.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type CounterDraftView, counterPaths } from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { ApplicantSection } from './counter-applicant.tsx';
import { ContentsSection, ServicesSection } from './counter-contents.tsx';
import { DocumentsSection } from './counter-documents.tsx';
import { type CounterDraftState, useCounterDraft } from './counter-draft.ts';
import { counterMessages } from './counter-messages.ts';
import { counterDraftQuery } from './counter-queries.ts';
import { CounterReceiptPanel } from './counter-receipt.tsx';
import { enterStep, pressedStep, step, useStepKeys } from './counter-steps.ts';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { useWords } from './words.tsx';
import { useAddress, WorkbenchLink } from './workbench-link.tsx';

export function CounterDraftPage() {
  const say = useWords();
  const { draftId = '' } = useParams();
  const { api } = useSession();
  const { data, error, refetch } = useQuery(counterDraftQuery(api, draftId));
  const sent = data?.applicationId ?? null;
  return (
    <div className="page counter">
      <p className="back">
        <WorkbenchLink to="counter">← {say(counterMessages.backToCounter)}</WorkbenchLink>
      </p>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonLines count={12} />}
      {sent !== null && <CounterReceiptPanel applicationId={sent} />}
      {data !== undefined && sent === null && <OneDraft key={draftId} first={data} />}
    </div>
  );
}

function OneDraft({ first }: { first: CounterDraftView }) {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const draft = useCounterDraft(api, first);
  const [applicationId, setApplicationId] = useState<string>();
  const [all, setAll] = useState(false);
  const { view } = draft;
  const saveByKey = async () => {
    setAll(true);
    if ((await draft.save()) !== undefined) announce(say(counterMessages.saved));
  };
  const box = useStepKeys<HTMLDivElement>(() => void saveByKey());
  if (applicationId !== undefined) return <CounterReceiptPanel applicationId={applicationId} />;
  const errors = shownErrors(draft, all, say);
  const title = [view.ticketLabel, say(view.lifeEventTitle)].filter((one) => one !== null).join(' ');
  return (
    <div ref={box} className="counter-screen">
      <div className="page-top">
        <PageHeading title={title} />
        <SaveState state={draft.state} />
      </div>
      <p className="quiet">
        {say(counterMessages.keys)}
        {view.situations.map((one) => ` · ${say(one.answer)}`)}
      </p>
      <ApplicantSection draft={draft} onChecked={() => enterSection(box, 1)} />
      <ServicesSection draft={draft} errors={errors} />
      <ContentsSection draft={draft} errors={errors} />
      <DocumentsSection draft={draft} errors={errors} />
      {draft.failure !== undefined && (
        <FailureNotice
          failure={draft.failure}
          while="sending"
          shownFields={view.errors.map((one) => one.field)}
        />
      )}
      <SendSection
        draft={draft}
        onIncomplete={() => {
          setAll(true);
          requestAnimationFrame(() =>
            box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
          );
        }}
        onSent={setApplicationId}
      />
    </div>
  );
}

/** The first step of a section after those that are done: of the services where there is a choice, else of the contents. */
function enterSection(box: RefObject<HTMLDivElement | null>, from: number): void {
  requestAnimationFrame(() => {
    const sections = [...(box.current?.querySelectorAll('section') ?? [])].slice(from);
    enterStep(sections.flatMap((one) => [...one.querySelectorAll<HTMLElement>('[data-step]')])[0]);
  });
}

/** Beside a field that was filled in; once everything was asked for, beside every one. */
function shownErrors(
  { view, typed }: CounterDraftState,
  all: boolean,
  say: ReturnType<typeof useWords>,
): ReadonlyMap<string, string> {
  const isFilled = (field: string) => {
    const value = typed.answers[field] ?? '';
    return value.length > 0;
  };
  return new Map(
    view.errors.filter(({ field }) => all || isFilled(field)).map(({ field, text }) => [field, say(text)]),
  );
}

function SaveState({ state }: { state: CounterDraftState['state'] }) {
  const say = useWords();
  const words = {
    saved: counterMessages.saved,
    saving: counterMessages.saving,
    unsaved: counterMessages.unsaved,
  } as const;
  return <span className="quiet count">{say(words[state])}</span>;
}

interface SendProps {
  readonly draft: CounterDraftState;
  readonly onIncomplete: () => void;
  readonly onSent: (applicationId: string) => void;
}

function useSending({ draft, onIncomplete, onSent }: SendProps) {
  const { api } = useSession();
  const { view } = draft;
  const print = async () => {
    const printed = await draft.run((revision) =>
      api.post<CounterDraftView>(counterPaths.print(view.id), { revision }),
    );
    if (printed === undefined) onIncomplete();
    else window.open(counterPaths.formPaper(view.id), '_blank', 'noopener');
    return printed !== undefined;
  };
  const submit = (signed: boolean) =>
    draft.run(async (revision) => {
      const body = { revision, signed };
      const sent = await api.post<{ applicationId: string }>(counterPaths.submit(view.id), body);
      onSent(sent.applicationId);
      return view;
    });
  return { print, submit };
}

function SendSection(props: SendProps) {
  const say = useWords();
  const headingId = useId();
  const signedBox = useRef<HTMLInputElement>(null);
  const [signed, setSigned] = useState(false);
  const { view, state } = props.draft;
  const { print, submit } = useSending(props);
  const isPrinted = view.printed && state === 'saved';
  useEffect(() => {
    if (!isPrinted) setSigned(false);
    else signedBox.current?.focus();
  }, [isPrinted]);
  return (
    <section className="panel panel-act" aria-labelledby={headingId}>
      <h2 id={headingId}>5 {say(counterMessages.send)}</h2>
      {view.errors.length > 0 && (
        <p className="quiet">{say(counterMessages.missing, { count: view.errors.length })}</p>
      )}
      <div className="dialog-buttons">
        <Button {...pressedStep} type={isPrinted ? 'default' : 'primary'} onClick={() => void print()}>
          {say(counterMessages.print)}
        </Button>
      </div>
      {isPrinted && (
        <>
          <Notice tone="calm" heading={say(counterMessages.printed)} />
          <label className="choice">
            <input
              ref={signedBox}
              {...step}
              type="checkbox"
              checked={signed}
              onChange={(event) => setSigned(event.target.checked)}
            />
            {say(counterMessages.signed)}
          </label>
          <div className="dialog-buttons">
            <Button {...step} type="primary" disabled={!signed} onClick={() => void submit(signed)}>
              {say(counterMessages.submit)}
            </Button>
          </div>
        </>
      )}
      <Discard {...props} />
    </section>
  );
}

function Discard({ draft }: SendProps) {
  const say = useWords();
  const navigate = useNavigate();
  const address = useAddress();
  const { api } = useSession();
  const [asking, setAsking] = useState(false);
  const discard = async () => {
    setAsking(false);
    await draft.run(async (revision) => {
      await api.post(counterPaths.discard(draft.view.id), { revision });
      navigate(address('counter'));
      return draft.view;
    });
  };
  return (
    <>
      <p className="counter-discard">
        <button type="button" className="plain-button" onClick={() => setAsking(true)}>
          {say(counterMessages.discard)}
        </button>
      </p>
      <Dialog open={asking} title={say(counterMessages.discard)} onClose={() => setAsking(false)}>
        <p>{say(counterMessages.discardAsk)}</p>
        <div className="dialog-buttons">
          <Button onClick={() => setAsking(false)}>{say(counterMessages.keep)}</Button>
          <Button danger onClick={() => void discard()}>
            {say(counterMessages.discard)}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
