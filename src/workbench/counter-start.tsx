// Owns how an application begins at the counter: topic and situations by digits, single services, or an online draft's code.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { type CounterLifeEvent, counterPaths } from '#modules/cases/contract';
import { NumberedChoices } from './counter-choice.tsx';
import { counterMessages } from './counter-messages.ts';
import { enterFirstStep, pressedStep, step, useStepKeys } from './counter-steps.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Field } from './field.tsx';
import { RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { useWords } from './words.tsx';
import { useAddress } from './workbench-link.tsx';

interface StartProps {
  readonly organId: string;
  readonly ticketLabel: string | null;
  readonly topics: readonly CounterLifeEvent[];
}

/** Begins a draft and goes to it. */
function useBegin() {
  const { api } = useSession();
  const navigate = useNavigate();
  const address = useAddress();
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body: unknown }) =>
      api.post<{ draftId: string }>(path, body),
    onSuccess: ({ draftId }) => navigate(address(`counter/drafts/${draftId}`)),
  });
}

export function CounterStart(props: StartProps) {
  const say = useWords();
  const headingId = useId();
  const box = useStepKeys<HTMLElement>();
  useEffect(() => enterFirstStep(box.current), [box]);
  return (
    <section ref={box} className="panel panel-act" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(counterMessages.newDraft)}</h2>
      <p className="quiet">{say(counterMessages.startHint)}</p>
      <NewApplication {...props} />
      <TakeUp {...props} />
    </section>
  );
}

function NewApplication({ organId, ticketLabel, topics }: StartProps) {
  const say = useWords();
  const begin = useBegin();
  const [topicKey, setTopicKey] = useState<string>();
  const [situations, setSituations] = useState<Readonly<Record<string, string>>>({});
  const [singly, setSingly] = useState(false);
  const [serviceKeys, setServiceKeys] = useState<readonly string[]>([]);
  const topic = topics.find((one) => one.key === topicKey);
  const errors = new Map(
    begin.error instanceof RequestFailure ? begin.error.fields.map((one) => [one.field, one.message]) : [],
  );
  const body = {
    organId,
    ticketLabel,
    lifeEventKey: topicKey,
    situations: singly ? {} : situations,
    serviceKeys: singly ? serviceKeys : null,
  };
  return (
    <>
      <NumberedChoices
        label={say(counterMessages.topic)}
        options={topics.map((one) => ({ value: one.key, label: say(one.title) }))}
        chosen={topicKey === undefined ? [] : [topicKey]}
        onChange={([key]) => {
          setTopicKey(key);
          setSituations({});
          setServiceKeys([]);
        }}
      />
      {topic !== undefined && (
        <>
          <TopicQuestions
            topic={topic}
            errors={errors}
            situations={situations}
            onSituation={(key, value) => setSituations({ ...situations, [key]: value })}
            serviceKeys={singly ? serviceKeys : undefined}
            onServices={setServiceKeys}
          />
          <div className="dialog-buttons">
            <Button
              {...pressedStep}
              type="primary"
              onClick={() => begin.mutate({ path: counterPaths.drafts, body })}
            >
              {say(counterMessages.begin)}
            </Button>
            <label className="choice">
              <input type="checkbox" checked={singly} onChange={(event) => setSingly(event.target.checked)} />
              {say(counterMessages.singly)}
            </label>
          </div>
        </>
      )}
      {begin.error !== null && (
        <FailureNotice failure={begin.error} while="sending" shownFields={[...errors.keys()]} />
      )}
    </>
  );
}

interface TopicQuestionsProps {
  readonly topic: CounterLifeEvent;
  readonly errors: ReadonlyMap<string, string>;
  readonly situations: Readonly<Record<string, string>>;
  readonly onSituation: (key: string, value: string) => void;
  /** Where services are named one by one. */
  readonly serviceKeys: readonly string[] | undefined;
  readonly onServices: (keys: readonly string[]) => void;
}

function TopicQuestions(props: TopicQuestionsProps) {
  const say = useWords();
  const { topic, errors, situations, serviceKeys } = props;
  if (serviceKeys !== undefined) {
    return (
      <NumberedChoices
        several
        label={say(counterMessages.servicesToTake)}
        options={topic.services.map((one) => ({ value: one.key, label: say(one.name) }))}
        chosen={serviceKeys}
        onChange={props.onServices}
      />
    );
  }
  return topic.situations.map((situation) => (
    <NumberedChoices
      key={situation.key}
      label={say(situation.question)}
      error={errors.get(situation.key)}
      options={situation.options.map((one) => ({ value: one.value, label: say(one.label) }))}
      chosen={[situations[situation.key] ?? ''].filter((one) => one !== '')}
      onChange={([value = '']) => props.onSituation(situation.key, value)}
    />
  ));
}

function TakeUp({ organId, ticketLabel }: StartProps) {
  const say = useWords();
  const begin = useBegin();
  const [code, setCode] = useState('');
  return (
    <details className="disclosure">
      <summary>{say(counterMessages.code)}</summary>
      <Field label={say(counterMessages.code)} hint={say(counterMessages.codeHint)}>
        {(control) => (
          <input
            {...control}
            {...step}
            className="number"
            autoComplete="off"
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Button
        {...pressedStep}
        onClick={() =>
          begin.mutate({ path: counterPaths.takeUp, body: { organId, ticketLabel, code: code.trim() } })
        }
      >
        {say(counterMessages.takeUp)}
      </Button>
      {begin.error !== null && <FailureNotice failure={begin.error} while="sending" />}
    </details>
  );
}
