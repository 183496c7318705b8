// Owns what is applied for and the form's fields at the counter, all on one screen; refuses to judge an answer itself.

import { useId } from 'react';
import { bracketed } from '#kernel/texts';
import type { CounterDraftView, CounterField } from '#modules/cases/contract';
import { NumberedChoices, TypedChoice } from './counter-choice.tsx';
import type { CounterDraftState } from './counter-draft.ts';
import { counterMessages } from './counter-messages.ts';
import { step } from './counter-steps.ts';
import { Field } from './field.tsx';
import { useLocale, useWords } from './words.tsx';

/** More options than digits are typed for and not numbered. */
const numberedMost = 9;

interface FieldProps {
  readonly field: CounterField;
  readonly value: string | readonly string[];
  readonly error: string | undefined;
  readonly onChange: (value: string | readonly string[]) => void;
}

function AnswerField({ field, value, error, onChange }: FieldProps) {
  const say = useWords();
  const locale = useLocale();
  const more = [field.unit, field.optional ? counterMessages.optional : null].filter((one) => one !== null);
  const label = more.reduce((words, one) => bracketed(words, say(one), locale), say(field.label));
  const hint = field.hint === null ? undefined : say(field.hint);
  const one = typeof value === 'string' ? value : (value[0] ?? '');
  if (field.choices.length > numberedMost) {
    return (
      <TypedChoice label={label} error={error} options={field.choices} value={one} onChange={onChange} />
    );
  }
  if (field.choices.length > 0) {
    const several = field.control === 'checkbox';
    return (
      <NumberedChoices
        label={label}
        hint={hint}
        error={error}
        several={several}
        options={field.choices.map((choice) => ({ value: choice.value, label: say(choice.label) }))}
        chosen={typeof value === 'string' ? (value === '' ? [] : [value]) : value}
        onChange={(chosen) => onChange(several ? chosen : (chosen[0] ?? ''))}
      />
    );
  }
  return (
    <Field label={label} hint={field.control === 'date' ? say(counterMessages.dateHint) : hint} error={error}>
      {(control) =>
        field.control === 'textarea' ? (
          <textarea
            {...control}
            {...step}
            rows={3}
            value={one}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...control}
            {...step}
            autoComplete="off"
            inputMode={field.control === 'number' ? 'decimal' : field.control === 'tel' ? 'tel' : 'text'}
            value={one}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

export interface SectionProps {
  readonly draft: CounterDraftState;
  /** Sentences beside fields, as far as they are shown. */
  readonly errors: ReadonlyMap<string, string>;
}

/** What is applied for, where it goes, and the manner where its law leaves a choice. */
export function ServicesSection({ draft }: SectionProps) {
  const say = useWords();
  const headingId = useId();
  const { view, typed, change } = draft;
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>2 {say(counterMessages.services)}</h2>
      <ul className="counter-services">
        {view.services.map((service) => (
          <li key={service.key}>
            <strong>{say(service.name)}</strong>
            <span className="quiet">{serviceWords(say, service)}</span>
          </li>
        ))}
      </ul>
      {view.services
        .filter((service) => service.modes.length > 1)
        .map((service) => (
          <NumberedChoices
            key={service.key}
            label={say(counterMessages.manner, { service: say(service.name) })}
            options={service.modes.map(({ mode, name }) => ({ value: mode, label: say(name) }))}
            chosen={[typed.modes[service.key] ?? service.mode]}
            onChange={([mode]) => change({ modes: { ...typed.modes, [service.key]: mode ?? service.mode } })}
          />
        ))}
    </section>
  );
}

function serviceWords(
  say: ReturnType<typeof useWords>,
  { organName, waitsFor }: CounterDraftView['services'][number],
): string {
  return [
    organName === null ? '' : say(counterMessages.goesTo, { organ: say(organName) }),
    waitsFor === null ? '' : say(counterMessages.waitsFor, { service: say(waitsFor) }),
  ]
    .filter((one) => one !== '')
    .map((one) => ` · ${one}`)
    .join('');
}

export function ContentsSection({ draft, errors }: SectionProps) {
  const say = useWords();
  const headingId = useId();
  const { view, typed, change } = draft;
  return (
    <section className="panel counter-contents" aria-labelledby={headingId}>
      <h2 id={headingId} className="counter-contents-heading">
        3 {say(counterMessages.contents)}
      </h2>
      {view.pages.map((page) => (
        <div key={page.key}>
          <h3>{say(page.title)}</h3>
          <div className="counter-grid">
            {page.fields.map((field) => (
              <AnswerField
                key={field.key}
                field={field}
                value={typed.answers[field.key] ?? ''}
                error={errors.get(field.key)}
                onChange={(value) => change({ answers: { ...typed.answers, [field.key]: value } })}
              />
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
