// Owns choices at the counter that digits and letters make: few as numbered options, many as a box to type in.
import { type KeyboardEvent, useId, useState } from 'react';
import type { Text } from '#kernel/texts';
import { counterMessages } from './counter-messages.ts';
import { step } from './counter-steps.ts';
import { Field, FieldWords } from './field.tsx';
import { useWords } from './words.tsx';

export interface NumberedOption {
  readonly value: string;
  readonly label: string;
}

interface ChoicesProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly options: readonly NumberedOption[];
  readonly chosen: readonly string[];
  readonly several?: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** One or several of few, each with the digit that chooses it. */
export function NumberedChoices(props: ChoicesProps) {
  const { label, hint, error, options, chosen, several = false, onChange } = props;
  const id = useId();
  const described = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset
      {...step}
      className={error === undefined ? 'field' : 'field field-wrong'}
      aria-describedby={described.length === 0 ? undefined : described.join(' ')}
    >
      <legend>{label}</legend>
      <FieldWords id={id} hint={hint} error={error} />
      <div className="choices">
        {options.map((option, index) => (
          <label key={option.value} className="choice">
            <input
              type={several ? 'checkbox' : 'radio'}
              name={id}
              value={option.value}
              checked={chosen.includes(option.value)}
              aria-invalid={error === undefined ? undefined : true}
              onChange={() => (several ? toggle(option.value) : onChange([option.value]))}
            />
            <span>
              {index < 9 && (
                <span className="digit" aria-hidden="true">
                  {index + 1}
                </span>
              )}{' '}
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface FoundOption {
  readonly value: string;
  readonly label: Text;
  readonly group: Text | null;
}

interface TypedChoiceProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly options: readonly FoundOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const shownMost = 8;

/** By its number in the list, by part of the Chinese name, or by the English one, which in Shantou is its Pinyin. */
export function findOptions(options: readonly FoundOption[], typed: string): readonly FoundOption[] {
  const sought = typed.trim().toLowerCase();
  if (sought === '') return options;
  const byNumber = /^\d+$/.test(sought) ? options[Number(sought) - 1] : undefined;
  if (byNumber !== undefined) return [byNumber];
  return options.filter(({ label }) => label.zh.includes(sought) || label.en.toLowerCase().includes(sought));
}

/** One of many: typing narrows the list down, Enter takes the first of what is left. */
export function TypedChoice({ label, hint, error, options, value, onChange }: TypedChoiceProps) {
  const say = useWords();
  const listId = useId();
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const chosen = options.find((one) => one.value === value);
  const nameOf = (one: FoundOption) =>
    one.group === null ? say(one.label) : `${say(one.group)} · ${say(one.label)}`;
  const found = typed === undefined ? [] : findOptions(options, typed).slice(0, shownMost);
  const take = (one: FoundOption | undefined) => {
    if (one !== undefined) onChange(one.value);
    setTyped(undefined);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (typed === undefined) setTyped('');
      else
        setActive((at) => Math.max(0, Math.min(found.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && typed !== undefined) take(found[active]);
    else if (event.key === 'Escape') take(undefined);
  };
  const isOpen = typed !== undefined;
  return (
    <div className="typed-choice">
      <Field label={label} hint={hint ?? say(counterMessages.typeToFind)} error={error}>
        {(control) => (
          <input
            {...control}
            {...step}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && found.length > 0 ? `${listId}-${active}` : undefined}
            autoComplete="off"
            value={typed ?? (chosen === undefined ? '' : nameOf(chosen))}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
            }}
            onFocus={(event) => event.target.select()}
            onBlur={() => take(typed === undefined || typed.trim() === '' ? undefined : found[active])}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <OptionList
        id={listId}
        label={label}
        found={found}
        active={active}
        open={isOpen}
        nameOf={(one) => `${options.indexOf(one) + 1} ${nameOf(one)}`}
        onTake={take}
      />
    </div>
  );
}

interface OptionListProps {
  readonly id: string;
  readonly label: string;
  readonly found: readonly FoundOption[];
  readonly active: number;
  readonly open: boolean;
  readonly nameOf: (one: FoundOption) => string;
  readonly onTake: (one: FoundOption) => void;
}

function OptionList({ id, label, found, active, open, nameOf, onTake }: OptionListProps) {
  const say = useWords();
  return (
    <div id={id} role="listbox" aria-label={label} className="typed-options" hidden={!open}>
      {found.map((one, index) => (
        // The input keeps the focus and speaks for the option that is active.
        <div
          key={one.value}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(one);
          }}
        >
          {nameOf(one)}
        </div>
      ))}
      {open && found.length === 0 && (
        <div role="option" tabIndex={-1} aria-selected={false} aria-disabled="true">
          {say(counterMessages.noMatch)}
        </div>
      )}
    </div>
  );
}
