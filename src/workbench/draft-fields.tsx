// Owns fields that write into a form's draft under their names; refuses a field whose error nobody hears.
import { Input, Select } from 'antd';
import { useId } from 'react';
import { caseMessages } from './case-messages.ts';
import type { ActionDraft } from './drafts.ts';
import { Field, FieldWords } from './field.tsx';
import { Phrases } from './phrases.tsx';
import type { FieldsProps } from './send-form.tsx';
import { useWords } from './words.tsx';

interface DraftFieldProps extends FieldsProps {
  /** Its name in the draft, and that under which errors stand. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The one value that was chosen under a name. */
export function chosenIn(draft: ActionDraft, name: string): string | undefined {
  return draft.chosen[name]?.[0];
}

export function listChosenIn(draft: ActionDraft, name: string): readonly string[] {
  return draft.chosen[name] ?? [];
}

export function typedIn(draft: ActionDraft, name: string): string {
  return draft.typed[name] ?? '';
}

/** The form's long text: reasons, a question, a record. */
export function LongText({
  draft,
  change,
  errors,
  name,
  label,
  hint,
  rows = 4,
}: DraftFieldProps & { rows?: number }) {
  return (
    <Field label={label} hint={hint} error={errors[name]}>
      {(control) => (
        <>
          <Input.TextArea
            {...control}
            rows={rows}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
          <Phrases text={draft.text} onText={(text) => change({ text })} />
        </>
      )}
    </Field>
  );
}

/** One line that is typed. */
export function TypedLine({ draft, change, errors, name, label, hint }: DraftFieldProps) {
  return (
    <Field label={label} hint={hint} error={errors[name]}>
      {(control) => (
        <Input
          {...control}
          className="short-line"
          value={typedIn(draft, name)}
          onChange={(event) => change({ typed: { ...draft.typed, [name]: event.target.value } })}
        />
      )}
    </Field>
  );
}

interface MomentProps extends DraftFieldProps {
  readonly kind: 'date' | 'datetime-local';
  /** What stands there until something is chosen. */
  readonly before?: string | undefined;
}

/** A day or a moment, by the browser's own control: it is typed in the reader's order and has a calendar. */
export function MomentField({ draft, change, errors, name, label, hint, kind, before = '' }: MomentProps) {
  return (
    <Field label={label} hint={hint} error={errors[name]}>
      {(control) => (
        <input
          {...control}
          type={kind}
          className="moment-field"
          value={chosenIn(draft, name) ?? before}
          onChange={(event) => change({ chosen: { ...draft.chosen, [name]: [event.target.value] } })}
        />
      )}
    </Field>
  );
}

/** One of many: found by typing. */
export function OneOfMany({
  draft,
  change,
  errors,
  name,
  label,
  hint,
  options,
}: DraftFieldProps & { options: readonly Option[] }) {
  const say = useWords();
  return (
    <Field label={label} hint={hint} error={errors[name]}>
      {(control) => (
        <Select
          {...control}
          className="companion"
          // Beside its field: at the end of the page it would lie outside every landmark.
          getPopupContainer={(field: HTMLElement) => field.parentElement ?? field}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say(caseMessages.choose)}
          value={chosenIn(draft, name) ?? null}
          options={[...options]}
          onChange={(value) => change({ chosen: { ...draft.chosen, [name]: value === null ? [] : [value] } })}
        />
      )}
    </Field>
  );
}

/** Any number of few: all are seen at once. */
export function AnyOf({
  draft,
  change,
  errors,
  name,
  label,
  hint,
  options,
}: DraftFieldProps & { options: readonly Option[] }) {
  const id = useId();
  const error = errors[name];
  const chosen = listChosenIn(draft, name);
  const described = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  const set = (value: string, isChosen: boolean) => {
    const others = chosen.filter((one) => one !== value);
    change({ chosen: { ...draft.chosen, [name]: isChosen ? [...others, value] : others } });
  };
  return (
    <fieldset
      className={error === undefined ? 'field' : 'field field-wrong'}
      aria-describedby={described.length === 0 ? undefined : described.join(' ')}
    >
      <legend>{label}</legend>
      <FieldWords id={id} hint={hint} error={error} />
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              aria-invalid={error === undefined ? undefined : true}
              onChange={(event) => set(option.value, event.target.checked)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
