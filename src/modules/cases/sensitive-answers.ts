// Owns how answers are split into open and encrypted ones; refuses to store a sensitive answer in the open.
import type { Answers, FormContent } from '#engines/forms';
import type { Vault } from '#platform/crypto';

/** Answers as they lie in the database. */
export interface StoredAnswers {
  /** JSON text of the answers that may lie open. */
  readonly open: string;
  /** The form's `sensitive` answers, encrypted; null where there is none. */
  readonly encrypted: Buffer | null;
}

export function splitAnswers(answers: Answers, content: FormContent, vault: Vault): StoredAnswers {
  const isSensitive = (key: string) => content.fields[key]?.sensitive === true;
  const entries = Object.entries(answers);
  const sensitive = Object.fromEntries(entries.filter(([key]) => isSensitive(key)));
  return {
    open: JSON.stringify(Object.fromEntries(entries.filter(([key]) => !isSensitive(key)))),
    encrypted: Object.keys(sensitive).length === 0 ? null : vault.encrypt(JSON.stringify(sensitive)),
  };
}

export function joinAnswers(open: unknown, encrypted: Uint8Array | null, vault: Vault): Answers {
  const sensitive: unknown = encrypted === null ? {} : JSON.parse(vault.decrypt(encrypted));
  return { ...(open as Answers), ...(sensitive as Answers) };
}
