// Owns the papers at the counter: scanned, compared with the original, or left for later; refuses to guess in silence.

import { type ChangeEvent, useId, useState } from 'react';
import { labelled, listed } from '#kernel/texts';
import { type CounterDraftView, type CounterEvidence, counterPaths } from '#modules/cases/contract';
import { OnlyAloud } from './aloud.tsx';
import { useAnnounce } from './announcer.tsx';
import type { SectionProps } from './counter-contents.tsx';
import { counterMessages } from './counter-messages.ts';
import { step } from './counter-steps.ts';
import { FieldWords } from './field.tsx';
import { useSession } from './session.tsx';
import { useLocale, useWords } from './words.tsx';

const accept = '.pdf,.jpg,.jpeg,.png';

/**
 * Which file goes to which document: a name that begins with a number goes to the document of that number, and the
 * others, in the order of their names, to those that are still missing. What is left over is not taken.
 */
export function assignFiles<Sent extends { readonly name: string }>(
  files: readonly Sent[],
  evidence: readonly Pick<CounterEvidence, 'key' | 'file'>[],
): readonly { readonly file: Sent; readonly key: string }[] {
  const ordered = [...files].sort((one, other) =>
    one.name.localeCompare(other.name, 'en', { numeric: true }),
  );
  const numberOf = ({ name }: Sent) => Number(/^\d{1,2}(?!\d)/.exec(name)?.[0] ?? 0);
  const numbered = ordered.flatMap((file) => {
    const key = evidence[numberOf(file) - 1]?.key;
    return key === undefined ? [] : [{ file, key }];
  });
  const open = evidence.filter(
    (one) => one.file === null && !numbered.some((assigned) => assigned.key === one.key),
  );
  const others = ordered.filter((file) => !numbered.some((one) => one.file === file));
  return [
    ...numbered,
    ...others.flatMap((file, index) => {
      const key = open[index]?.key;
      return key === undefined ? [] : [{ file, key }];
    }),
  ];
}

function useUploads({ draft }: SectionProps) {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const [adding, setAdding] = useState<string>();
  const { view, typed, change, run } = draft;
  const add = async (assigned: ReturnType<typeof assignFiles<File>>) => {
    const keys = assigned.map((one) => one.key);
    // Another paper has to be compared anew.
    if (typed.originalsSeen.some((key) => keys.includes(key)))
      change({ originalsSeen: typed.originalsSeen.filter((key) => !keys.includes(key)) });
    for (const { file, key } of assigned) {
      const words = say(counterMessages.uploading, { name: file.name });
      setAdding(words);
      announce(words);
      await run((revision) =>
        api.upload<CounterDraftView>(
          counterPaths.evidence(view.id),
          { revision: String(revision), requirementKey: key, originalSeen: 'false' },
          file,
        ),
      );
    }
    setAdding(undefined);
  };
  const remove = (key: string) =>
    run((revision) => api.post<CounterDraftView>(counterPaths.removeEvidence(view.id, key), { revision }));
  return { adding, add, remove };
}

function filesOf(event: ChangeEvent<HTMLInputElement>): readonly File[] {
  const files = [...(event.target.files ?? [])];
  // The same file can be chosen again.
  event.target.value = '';
  return files;
}

export function DocumentsSection(props: SectionProps) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  const severalId = useId();
  const { view, typed, change } = props.draft;
  const { adding, add, remove } = useUploads(props);
  const withFile = view.evidence.filter((one) => one.file !== null).map((one) => one.key);
  const allSeen = withFile.length > 0 && withFile.every((key) => typed.originalsSeen.includes(key));
  const toggle = (list: readonly string[], key: string) =>
    list.includes(key) ? list.filter((one) => one !== key) : [...list, key];
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>4 {say(counterMessages.documents)}</h2>
      <div className="field">
        <label htmlFor={severalId}>{say(counterMessages.addSeveral)}</label>
        <FieldWords id={severalId} hint={say(counterMessages.addSeveralHint)} error={undefined} />
        <input
          id={severalId}
          {...step}
          type="file"
          multiple
          accept={accept}
          aria-describedby={`${severalId}-hint`}
          onChange={(event) => void add(assignFiles(filesOf(event), view.evidence))}
        />
        {adding !== undefined && <p>{adding}</p>}
      </div>
      <ol className="counter-documents">
        {view.evidence.map((one) => (
          <DocumentRow
            key={one.key}
            evidence={one}
            draftId={view.id}
            error={props.errors.get(`evidence.${one.key}`)}
            original={typed.originalsSeen.includes(one.key)}
            later={typed.deferred.includes(one.key)}
            onOriginal={() => change({ originalsSeen: toggle(typed.originalsSeen, one.key) })}
            onLater={() => change({ deferred: toggle(typed.deferred, one.key) })}
            onFile={(file) => void add([{ file, key: one.key }])}
            onRemove={() => void remove(one.key)}
          />
        ))}
      </ol>
      <label className="choice">
        <input
          {...step}
          type="checkbox"
          checked={allSeen}
          disabled={withFile.length === 0}
          onChange={() => change({ originalsSeen: allSeen ? [] : withFile })}
        />
        <strong>{say(counterMessages.allOriginals)}</strong>
      </label>
      {view.notToBring.length > 0 && (
        <p className="quiet">
          {say(counterMessages.notToBring, {
            names: listed(view.notToBring, locale),
          })}
        </p>
      )}
    </section>
  );
}

interface DocumentRowProps {
  readonly evidence: CounterEvidence;
  readonly draftId: string;
  readonly error: string | undefined;
  readonly original: boolean;
  readonly later: boolean;
  readonly onOriginal: () => void;
  readonly onLater: () => void;
  readonly onFile: (file: File) => void;
  readonly onRemove: () => void;
}

function DocumentRow(props: DocumentRowProps) {
  const say = useWords();
  const locale = useLocale();
  const id = useId();
  const { evidence, error } = props;
  const name = say(evidence.name);
  return (
    <li className={error === undefined ? 'document-row' : 'document-row field-wrong'}>
      <span className="document-name">
        {name}
        {evidence.required && <span className="quiet"> {say(counterMessages.required)}</span>}
      </span>
      <FieldWords id={id} hint={undefined} error={error} />
      {evidence.file !== null && (
        <a href={counterPaths.evidenceFile(props.draftId, evidence.key)} target="_blank" rel="noreferrer">
          {evidence.file.name}
          <span className="only-aloud"> {say(counterMessages.show)}</span>
        </a>
      )}
      <input
        type="file"
        accept={accept}
        aria-label={labelled(
          say(evidence.file === null ? counterMessages.addOne : counterMessages.replaceOne),
          name,
          locale,
        )}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        aria-invalid={error === undefined ? undefined : true}
        onChange={(event) => {
          const [file] = filesOf(event);
          if (file !== undefined) props.onFile(file);
        }}
      />
      {evidence.file === null ? (
        evidence.deferrable && (
          <label className="choice">
            <input type="checkbox" checked={props.later} onChange={props.onLater} />
            {say(counterMessages.later)}
          </label>
        )
      ) : (
        <>
          <label className="choice">
            <input type="checkbox" checked={props.original} onChange={props.onOriginal} />
            {say(counterMessages.original)}
            <OnlyAloud of={name} />
          </label>
          <button type="button" className="plain-button" onClick={props.onRemove}>
            {say(counterMessages.removeOne)}
            <OnlyAloud of={name} />
          </button>
        </>
      )}
    </li>
  );
}
