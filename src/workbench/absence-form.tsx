// Owns recording an absence with its days and substitute; refuses whoever the server does not list.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { type AbsenceBody, type AbsenceListView, absencePaths } from '#modules/identity/contract';
import { absenceMessages } from './absence-messages.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Field, focusFirstWrong } from './field.tsx';
import { RequestFailure } from './request.ts';
import { peopleOptions, SelectField } from './select-field.tsx';
import { useSession } from './session.tsx';
import { useWords } from './words.tsx';

interface AbsenceFormProps {
  readonly officers: AbsenceListView['officers'];
  readonly onRecorded: (list: AbsenceListView, sentence: string) => void;
}

const keyOf = ({ organId, officerId }: AbsenceListView['officers'][number]) => `${organId} ${officerId}`;

export function AbsenceForm({ officers, onRecorded }: AbsenceFormProps) {
  const say = useWords();
  const { api } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [officerKey, setOfficerKey] = useState<string>();
  const [entry, setEntry] = useState({ substituteId: '', firstDay: '', lastDay: '' });
  const [isTried, setTried] = useState(false);
  const officer =
    officers.find((one) => keyOf(one) === officerKey) ?? officers.find(({ isSelf }) => isSelf) ?? officers[0];
  const record = useMutation({
    mutationFn: (body: AbsenceBody) => api.post<AbsenceListView>(absencePaths.record, body),
    onError: () => requestAnimationFrame(() => focusFirstWrong(form.current)),
    onSuccess(list, { substituteId }) {
      setEntry({ substituteId: '', firstDay: '', lastDay: '' });
      setTried(false);
      const substitute = officer?.substitutes.find(({ id }) => id === substituteId)?.displayName ?? '';
      onRecorded(list, say(absenceMessages.saved, { officer: officer?.displayName ?? '', substitute }));
    },
  });
  if (officer === undefined) return null;
  const nameOf = ({ isSelf, displayName: name, organName }: typeof officer) =>
    `${isSelf ? say(absenceMessages.myself, { name }) : name} · ${say(organName)}`;
  const { organId, officerId, substitutes } = officer;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (record.isPending) return;
    setTried(true);
    if (Object.values(entry).includes('')) requestAnimationFrame(() => focusFirstWrong(form.current));
    else record.mutate({ organId, officerId, ...entry });
  };
  const wrong = (field: keyof typeof entry) =>
    isTried && entry[field] === '' ? say(absenceMessages.missing) : refusedFor(record.error, field);
  return (
    <form ref={form} onSubmit={submit} noValidate className="panel form-narrow">
      <h2>{say(absenceMessages.record)}</h2>
      {record.error !== null && <FailureNotice failure={record.error} while="sending" />}
      <SelectField
        label={say(absenceMessages.officer)}
        hint={say(absenceMessages.officerHint)}
        value={keyOf(officer)}
        options={officers.map((one) => ({ value: keyOf(one), label: nameOf(one) }))}
        onChange={(value) => {
          setOfficerKey(value);
          setEntry({ ...entry, substituteId: '' });
        }}
      />
      <SelectField
        label={say(absenceMessages.substitute)}
        hint={say(substitutes.length === 0 ? absenceMessages.noSubstitute : absenceMessages.substituteHint)}
        error={wrong('substituteId')}
        empty={say(absenceMessages.choose)}
        value={entry.substituteId}
        options={peopleOptions(substitutes)}
        onChange={(substituteId) => setEntry({ ...entry, substituteId })}
      />
      {(['firstDay', 'lastDay'] as const).map((field) => (
        <DayField
          key={field}
          label={say(absenceMessages[field])}
          error={wrong(field)}
          value={entry[field]}
          onChange={(day) => setEntry({ ...entry, [field]: day })}
        />
      ))}
      <Button type="primary" htmlType="submit" aria-disabled={record.isPending}>
        {say(absenceMessages.save)}
      </Button>
    </form>
  );
}

/** What the server says of a field. */
function refusedFor(failure: unknown, field: string): string | undefined {
  if (!(failure instanceof RequestFailure)) return undefined;
  return failure.fields.find((one) => one.field === field)?.message;
}

interface DayFieldProps {
  readonly label: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

function DayField({ label, error, value, onChange }: DayFieldProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          type="date"
          className="plain-field"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
