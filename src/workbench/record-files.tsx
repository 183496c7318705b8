// Owns how the files of a record are shown, added and taken off again; refuses changes that the server does not offer.
import { type ChangeEvent, useId, useState } from 'react';
import type { Text } from '#kernel/texts';
import type { RecordFileKind, RecordFileView } from '#modules/cases/contract';
import { OnlyAloud } from './aloud.tsx';
import { useAnnounce } from './announcer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { FieldWords } from './field.tsx';
import { recordFileMessages } from './record-file-messages.ts';
import { useSession } from './session.tsx';
import { useWords } from './words.tsx';

interface RecordFilesProps {
  readonly files: readonly RecordFileView[];
  /** Where a file's bytes are for this reader. */
  readonly address: (recordFileId: string) => string;
  /** Undefined where the record was made: its files stay. */
  readonly onRemove?: (file: RecordFileView) => void;
}

/** Pictures are seen at once, in their order; each opens in full beside the page. */
export function RecordFiles({ files, address, onRemove }: RecordFilesProps) {
  const say = useWords();
  if (files.length === 0) return null;
  return (
    <ul className="record-files">
      {files.map((file, index) => {
        const name = `${say(file.kindName)} ${index + 1}`;
        return (
          <li key={file.id}>
            <a href={address(file.id)} target="_blank" rel="noopener">
              {file.mediaType.startsWith('image/') && (
                <img src={address(file.id)} alt="" loading="lazy" width={144} height={108} />
              )}
              <span>{name}</span>
              <span className="quiet"> {file.fileName}</span>
            </a>
            {onRemove !== undefined && !file.sealed && (
              <button type="button" className="plain-button" onClick={() => onRemove(file)}>
                {say(recordFileMessages.remove)}
                <OnlyAloud of={name} />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface AddRecordFilesProps<Answer> {
  readonly kind: RecordFileKind;
  readonly files: readonly RecordFileView[];
  readonly address: (recordFileId: string) => string;
  /** Where one more is sent to; the answer is the record as it stands then. */
  readonly addTo: string;
  readonly removeFrom: (recordFileId: string) => string;
  readonly onAnswer: (answer: Answer) => void;
}

const words: Record<RecordFileKind, { readonly label: Text; readonly hint: Text; readonly accept: string }> =
  {
    'visit-photograph': {
      label: recordFileMessages.photographs,
      hint: recordFileMessages.visitHint,
      accept: '.jpg,.jpeg,.png',
    },
    'inspection-photograph': {
      label: recordFileMessages.photographs,
      hint: recordFileMessages.inspectionHint,
      accept: '.jpg,.jpeg,.png',
    },
    'hearing-minutes': {
      label: recordFileMessages.minutes,
      hint: recordFileMessages.minutesHint,
      accept: '.pdf,.jpg,.jpeg,.png',
    },
    'signed-proof': {
      label: recordFileMessages.signedProof,
      hint: recordFileMessages.signedProofHint,
      accept: '.pdf,.jpg,.jpeg,.png',
    },
  };

/** Files of a record that is being made: each is sent as it is chosen, so that nothing is lost with the page. */
export function AddRecordFiles<Answer>(props: AddRecordFilesProps<Answer>) {
  const say = useWords();
  const announce = useAnnounce();
  const id = useId();
  const { api } = useSession();
  const [doing, setDoing] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const { label, hint, accept } = words[props.kind];

  const run = async (sentence: string, send: () => Promise<Answer>) => {
    setDoing(sentence);
    announce(sentence);
    props.onAnswer(await send());
  };
  const all = async (steps: readonly (() => Promise<void>)[]) => {
    setFailure(undefined);
    try {
      for (const one of steps) await one();
    } catch (caught) {
      setFailure(caught);
    }
    setDoing(undefined);
  };
  const add = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    // The same file can be chosen again.
    event.target.value = '';
    void all(
      chosen.map((file) => () => {
        const sentence = say(recordFileMessages.adding, { name: file.name });
        return run(sentence, () => api.upload<Answer>(props.addTo, {}, file));
      }),
    );
  };
  const remove = (file: RecordFileView) => {
    const sentence = say(recordFileMessages.removing, { name: file.fileName });
    void all([() => run(sentence, () => api.post<Answer>(props.removeFrom(file.id), {}))]);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{say(label)}</label>
      <FieldWords id={id} hint={say(hint)} error={undefined} />
      <RecordFiles files={props.files} address={props.address} onRemove={remove} />
      <input id={id} type="file" multiple accept={accept} aria-describedby={`${id}-hint`} onChange={add} />
      {doing !== undefined && <p>{doing}</p>}
      {failure !== undefined && <FailureNotice failure={failure} while="sending" />}
    </div>
  );
}
