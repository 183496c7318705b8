// Owns how the state of a licence looks: a word, a shape and a colour together; refuses a colour alone.
import type { Text } from '#kernel/texts';
import type { ImportBatchRow, LicenceState } from '#modules/licences/contract';
import { licenceMessages } from './licence-messages.ts';
import type { ShapeName } from './shape.tsx';
import { Mark } from './status-mark.tsx';

type Tone = 'done' | 'yellow' | 'red' | 'calm' | 'quiet';
type Look = { readonly shape: ShapeName; readonly tone: Tone };

const looks: Record<LicenceState, Look> = {
  valid: { shape: 'check', tone: 'done' },
  expired: { shape: 'ring', tone: 'yellow' },
  suspended: { shape: 'pause', tone: 'yellow' },
  replaced: { shape: 'ring', tone: 'quiet' },
  revoked: { shape: 'stop', tone: 'red' },
  withdrawn: { shape: 'stop', tone: 'red' },
  'revoked-as-penalty': { shape: 'stop', tone: 'red' },
  cancelled: { shape: 'cross', tone: 'red' },
};

/** The word of a state comes from the server. */
export function LicenceMark({ state, name }: { state: LicenceState; name: Text }) {
  return <Mark {...looks[state]} word={name} />;
}

const importLooks: Record<ImportBatchRow['status'], Look & { readonly word: Text }> = {
  waiting: { shape: 'pause', tone: 'yellow', word: licenceMessages.importWaiting },
  approved: { shape: 'check', tone: 'done', word: licenceMessages.importApproved },
  refused: { shape: 'cross', tone: 'red', word: licenceMessages.importRefused },
};

export function ImportMark({ status }: { status: ImportBatchRow['status'] }) {
  return <Mark {...importLooks[status]} />;
}
