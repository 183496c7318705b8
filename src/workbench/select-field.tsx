// Owns a field in which one of many is chosen; refuses a choice that was made for the reader where none is usual.
import { Field } from './field.tsx';

interface SelectFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** '' where nothing is chosen. */
  readonly value: string;
  /** What choosing nothing is called; without it something is always chosen. */
  readonly empty?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

export function SelectField({ empty, value, options, onChange, ...words }: SelectFieldProps) {
  return (
    <Field {...words}>
      {(control) => (
        <select
          {...control}
          className="plain-field"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** People as options. */
export function peopleOptions(people: readonly { readonly id: string; readonly displayName: string }[]) {
  return people.map(({ id, displayName }) => ({ value: id, label: displayName }));
}
