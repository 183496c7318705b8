// Owns the fields of an act on a licence: ground, law, reasons, days, confirmations; refuses an act without a ground.
import { Input } from 'antd';
import { useId } from 'react';
import {
  type AllowedLicenceAction,
  type LicenceAction,
  licenceActs,
  licencePaths,
  type OrganLicenceView,
} from '#modules/licences/contract';
import type { ActionDraft } from './drafts.ts';
import { Choice, Field } from './field.tsx';
import type { ActionRequest, FieldErrors, FieldsProps } from './licence-actions.tsx';
import { licenceMessages } from './licence-messages.ts';
import { Shape } from './shape.tsx';
import { type Say, useWords } from './words.tsx';

/** What was typed under a name, or what stands there before anything was. */
export function typedIn(draft: ActionDraft, name: string, before = ''): string {
  return draft.sentences[name] ?? before;
}

/** A day as it is typed and sent: 2026-11-23. */
export function isDay(typed: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(typed.trim());
}

const confirmedName = (key: string) => `confirmed ${key}`;

export function actRequest(
  say: Say,
  view: OrganLicenceView,
  allowed: AllowedLicenceAction,
  action: LicenceAction,
  draft: ActionDraft,
): ActionRequest {
  const act = licenceActs.find((one) => one === action);
  const ground = allowed.grounds.find((one) => one.key === groundIn(allowed, draft));
  const errors = errorsOf(say, view, allowed, draft);
  if (act === undefined || ground === undefined || Object.keys(errors).length > 0) return { errors };
  const untilOn = typedIn(draft, 'untilOn').trim();
  return {
    path: licencePaths.act(view.id, act),
    body: {
      revision: view.revision,
      ground: ground.key,
      reasons: draft.text.trim(),
      effectiveOn: typedIn(draft, 'effectiveOn', view.today).trim(),
      confirmed: allowed.confirmations.map(({ key }) => key),
      ...(ground.needsSpecialBasis ? { specialBasis: typedIn(draft, 'specialBasis').trim() } : {}),
      ...(ground.compensation === null ? {} : { compensation: typedIn(draft, 'compensation').trim() }),
      ...(allowed.asksUntil && untilOn !== '' ? { untilOn } : {}),
    },
  };
}

/** The only ground there is needs no choosing. */
function groundIn(allowed: AllowedLicenceAction, draft: ActionDraft): string {
  const [only, ...others] = allowed.grounds;
  return typedIn(draft, 'ground', others.length === 0 ? (only?.key ?? '') : '');
}

function errorsOf(
  say: Say,
  view: OrganLicenceView,
  allowed: AllowedLicenceAction,
  draft: ActionDraft,
): FieldErrors {
  const ground = allowed.grounds.find((one) => one.key === groundIn(allowed, draft));
  const isEmpty = (name: string) => typedIn(draft, name).trim() === '';
  const untilOn = typedIn(draft, 'untilOn').trim();
  const isConfirmed = allowed.confirmations.every(({ key }) => !isEmpty(confirmedName(key)));
  return {
    ...(ground === undefined ? { ground: say(licenceMessages.groundMissing) } : {}),
    ...(ground?.needsSpecialBasis === true && isEmpty('specialBasis')
      ? { specialBasis: say(licenceMessages.specialBasisMissing) }
      : {}),
    ...(draft.text.trim() === '' ? { reasons: say(licenceMessages.reasonsMissing) } : {}),
    ...(ground !== undefined && ground.compensation !== null && isEmpty('compensation')
      ? { compensation: say(licenceMessages.compensationMissing) }
      : {}),
    ...(isDay(typedIn(draft, 'effectiveOn', view.today))
      ? {}
      : { effectiveOn: say(licenceMessages.dayMissing) }),
    ...(untilOn === '' || isDay(untilOn) ? {} : { untilOn: say(licenceMessages.dayMissing) }),
    ...(isConfirmed ? {} : { confirmed: say(licenceMessages.confirmationMissing) }),
  };
}

export function ActFields(props: FieldsProps) {
  const { view, allowed, draft, errors, change } = props;
  const say = useWords();
  const ground = allowed.grounds.find((one) => one.key === groundIn(allowed, draft));
  const set = (name: string, value: string) => change({ sentences: { ...draft.sentences, [name]: value } });
  return (
    <>
      <GroundField {...props} ground={ground} set={set} />
      {ground?.needsSpecialBasis === true && (
        <LineField
          {...props}
          name="specialBasis"
          label={say(licenceMessages.specialBasis)}
          hint={say(licenceMessages.specialBasisHint)}
          set={set}
        />
      )}
      <Field
        label={say(licenceMessages.reasons)}
        hint={say(licenceMessages.reasonsHint)}
        error={errors['reasons']}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={4}
            maxLength={4_000}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      {ground !== undefined && ground.compensation !== null && (
        <LineField
          {...props}
          name="compensation"
          label={say(licenceMessages.compensation)}
          hint={say(ground.compensation)}
          set={set}
        />
      )}
      <LineField
        {...props}
        name="effectiveOn"
        before={view.today}
        label={say(licenceMessages.effectiveOn)}
        hint={say(
          allowed.mayLieAhead ? licenceMessages.effectiveOnAheadHint : licenceMessages.effectiveOnHint,
        )}
        set={set}
      />
      {allowed.asksUntil && (
        <LineField
          {...props}
          name="untilOn"
          label={say(licenceMessages.untilOn)}
          hint={say(licenceMessages.untilOnHint)}
          set={set}
        />
      )}
      {allowed.confirmations.length > 0 && <Confirmations {...props} set={set} />}
      <p className="quiet">{say(licenceMessages.told, { words: say(view.appeal) })}</p>
    </>
  );
}

interface GroundProps extends FieldsProps {
  readonly ground: AllowedLicenceAction['grounds'][number] | undefined;
  readonly set: (name: string, value: string) => void;
}

/** The ground, and the words of the law under it. */
function GroundField({ allowed, errors, ground, set }: GroundProps) {
  const say = useWords();
  return (
    <>
      <Choice
        label={say(licenceMessages.ground)}
        value={ground?.key}
        error={errors['ground']}
        options={allowed.grounds.map(({ key, name }) => ({ value: key, label: say(name) }))}
        onChange={(key) => set('ground', key)}
      />
      {ground !== undefined && (
        <blockquote className="kept law-quote">
          <strong>{say(ground.law)}</strong>
          <br />
          <span lang="zh-CN">{ground.quote}</span>
        </blockquote>
      )}
    </>
  );
}

interface LineFieldProps extends FieldsProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly before?: string;
  readonly set: (name: string, value: string) => void;
}

/** A field of one line. */
export function LineField({ draft, errors, name, label, hint, before = '', set }: LineFieldProps) {
  return (
    <Field label={label} hint={hint} error={errors[name]}>
      {(control) => (
        <Input
          {...control}
          maxLength={name === 'compensation' ? 2_000 : 200}
          value={typedIn(draft, name, before)}
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );
}

function Confirmations({ allowed, draft, errors, set }: FieldsProps & { set: LineFieldProps['set'] }) {
  const say = useWords();
  const id = useId();
  const error = errors['confirmed'];
  return (
    <fieldset
      className={error === undefined ? 'field' : 'field field-wrong'}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    >
      <legend>{say(licenceMessages.confirmations)}</legend>
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error">
          <Shape name="stop" />
          {error}
        </p>
      )}
      <div className="choices">
        {allowed.confirmations.map(({ key, words }) => (
          <label key={key} className="choice">
            <input
              type="checkbox"
              checked={typedIn(draft, confirmedName(key)) !== ''}
              aria-invalid={error === undefined ? undefined : true}
              onChange={(event) => set(confirmedName(key), event.target.checked ? 'yes' : '')}
            />
            {say(words)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
