// Owns whose document is in the clerk's hand: applicant, and whoever came in their place; refuses to show a whole number.

import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { bracketed, labelled } from '#kernel/texts';
import { type CounterDraftView, counterPaths } from '#modules/cases/contract';
import { type DocumentKind, documentKindNames, documentKinds } from '#modules/identity/contract';
import { NumberedChoices } from './counter-choice.tsx';
import type { CounterDraftState } from './counter-draft.ts';
import { counterMessages } from './counter-messages.ts';
import { enterFirstStep, pressedStep, step } from './counter-steps.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Field } from './field.tsx';
import { RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { useLocale, useWords } from './words.tsx';

interface Person {
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly number: string;
}

const nobody: Person = { name: '', documentKind: 'resident-id', number: '' };

interface PersonFieldsProps {
  readonly person: Person;
  readonly words: Record<'name' | 'kind' | 'number', string>;
  readonly errors: ReadonlyMap<string, string>;
  /** What the server calls the fields: '' or 'agent.'. */
  readonly prefix: string;
  readonly onChange: (person: Person) => void;
}

function PersonFields({ person, words, errors, prefix, onChange }: PersonFieldsProps) {
  const say = useWords();
  return (
    <>
      <Field label={words.name} error={errors.get(`${prefix}name`)}>
        {(control) => (
          <input
            {...control}
            {...step}
            autoComplete="off"
            maxLength={60}
            value={person.name}
            onChange={(event) => onChange({ ...person, name: event.target.value })}
          />
        )}
      </Field>
      <NumberedChoices
        label={words.kind}
        options={documentKinds.map((kind) => ({ value: kind, label: say(documentKindNames[kind]) }))}
        chosen={[person.documentKind]}
        onChange={([kind]) => {
          const documentKind = documentKinds.find((one) => one === kind);
          if (documentKind !== undefined) onChange({ ...person, documentKind });
        }}
      />
      <Field
        label={words.number}
        hint={person.documentKind === 'passport' ? say(counterMessages.passportHint) : undefined}
        error={errors.get(`${prefix}number`)}
      >
        {(control) => (
          <input
            {...control}
            {...step}
            className="number"
            autoComplete="off"
            maxLength={40}
            value={person.number}
            onChange={(event) => onChange({ ...person, number: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

interface ApplicantProps {
  readonly draft: CounterDraftState;
  /** The document was checked: on with what is asked next. */
  readonly onChecked: () => void;
}

export function ApplicantSection({ draft, onChecked }: ApplicantProps) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  const { applicant, agent } = draft.view;
  const [again, setAgain] = useState(false);
  const isChecked = applicant !== null && !again;
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>1 {say(counterMessages.applicant)}</h2>
      {isChecked ? (
        <p className="checked-line">
          <span>
            {say(counterMessages.checked, { name: applicant.name, number: applicant.maskedNumber })}
            {agent !== null &&
              ` · ${labelled(say(counterMessages.withAgent), bracketed(agent.name, agent.relation, locale), locale)} ${agent.maskedNumber}`}
          </span>
          <button type="button" className="plain-button" onClick={() => setAgain(true)}>
            {say(counterMessages.checkAgain)}
          </button>
        </p>
      ) : (
        <ApplicantForm
          draft={draft}
          onChecked={() => {
            setAgain(false);
            onChecked();
          }}
        />
      )}
    </section>
  );
}

function errorsOf(failure: unknown): ReadonlyMap<string, string> {
  if (!(failure instanceof RequestFailure)) return new Map();
  return new Map(failure.fields.map((one) => [one.field, one.message]));
}

function useCheck(
  { draft, onChecked }: ApplicantProps,
  person: Person,
  agent: (Person & { relation: string }) | null,
) {
  const { api } = useSession();
  const [failure, setFailure] = useState<unknown>();
  const check = async () => {
    const seen = await draft.run(async (revision) => {
      try {
        const body = { revision, ...person, agent };
        const view = await api.post<CounterDraftView>(counterPaths.applicant(draft.view.id), body);
        setFailure(undefined);
        return view;
      } catch (problem) {
        setFailure(problem);
        throw problem;
      }
    });
    if (seen !== undefined) onChecked();
  };
  return { failure, check };
}

function ApplicantForm(props: ApplicantProps) {
  const say = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [person, setPerson] = useState<Person>(nobody);
  const [hasAgent, setHasAgent] = useState(false);
  const [agent, setAgent] = useState<Person>(nobody);
  const [relation, setRelation] = useState('');
  const { failure, check } = useCheck(props, person, hasAgent ? { ...agent, relation } : null);
  const errors = errorsOf(failure);
  // Whoever opens the page has a document in the hand.
  useEffect(() => enterFirstStep(box.current), []);
  useEffect(() => {
    if (failure !== undefined) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure]);
  const words = {
    name: say(counterMessages.name),
    kind: say(counterMessages.documentKind),
    number: say(counterMessages.documentNumber),
  };
  const agentWords = {
    name: say(counterMessages.agentName),
    kind: say(counterMessages.agentKind),
    number: say(counterMessages.agentNumber),
  };
  return (
    <div ref={box}>
      <div className="counter-grid">
        <PersonFields person={person} words={words} errors={errors} prefix="" onChange={setPerson} />
        {hasAgent && (
          <>
            <PersonFields
              person={agent}
              words={agentWords}
              errors={errors}
              prefix="agent."
              onChange={setAgent}
            />
            <Field label={say(counterMessages.relation)} error={errors.get('agent.relation')}>
              {(control) => (
                <input
                  {...control}
                  {...step}
                  autoComplete="off"
                  maxLength={60}
                  value={relation}
                  onChange={(event) => setRelation(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
      </div>
      <div className="dialog-buttons">
        <Button {...pressedStep} type="primary" onClick={() => void check()}>
          {say(counterMessages.check)}
        </Button>
        <label className="choice">
          <input type="checkbox" checked={hasAgent} onChange={(event) => setHasAgent(event.target.checked)} />
          {say(counterMessages.withAgent)}
        </label>
      </div>
      {failure !== undefined && (
        <FailureNotice failure={failure} while="sending" shownFields={[...errors.keys()]} />
      )}
    </div>
  );
}
