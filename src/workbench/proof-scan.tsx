// Owns how the scan of a signed proof is added to a delivery; refuses to take one off again: it is kept as it comes.
import { type ChangeEvent, useId, useState } from 'react';
import { OnlyAloud } from './aloud.tsx';
import { useAnnounce } from './announcer.tsx';
import { counterMessages } from './counter-messages.ts';
import { FailureNotice } from './failure-notice.tsx';
import { FieldWords } from './field.tsx';
import { recordFileMessages } from './record-file-messages.ts';
import { useSession } from './session.tsx';
import { useWords } from './words.tsx';

interface ProofScanProps<Answer> {
  readonly address: string;
  /** What the scan belongs to, for whoever hears the page. */
  readonly of?: string;
  readonly onAnswer?: (answer: Answer) => void;
}

export function ProofScan<Answer>({ address, of, onAnswer }: ProofScanProps<Answer>) {
  const say = useWords();
  const announce = useAnnounce();
  const id = useId();
  const { api } = useSession();
  const [kept, setKept] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const send = async (file: File) => {
    setFailure(undefined);
    try {
      const answer = await api.upload<Answer>(address, {}, file);
      setKept((before) => [...before, file.name]);
      announce(say(counterMessages.scanKept, { name: file.name }));
      onAnswer?.(answer);
    } catch (caught) {
      setFailure(caught);
    }
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = [...(event.target.files ?? [])];
    event.target.value = '';
    if (file !== undefined) void send(file);
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {say(recordFileMessages.signedProof)}
        {of !== undefined && <OnlyAloud of={of} />}
      </label>
      <FieldWords id={id} hint={say(recordFileMessages.signedProofHint)} error={undefined} />
      <input
        id={id}
        type="file"
        accept=".pdf,.jpg,.jpeg,.png"
        aria-describedby={`${id}-hint`}
        onChange={choose}
      />
      {kept.map((name) => (
        <p key={name}>{say(counterMessages.scanKept, { name })}</p>
      ))}
      {failure !== undefined && <FailureNotice failure={failure} while="sending" />}
    </div>
  );
}
