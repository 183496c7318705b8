// Owns the phrases that an officer writes often: put into a text, kept from one; refuses to overwrite what was typed.
import { Button, Input } from 'antd';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { deskPaths } from '#modules/work/contract';
import { OnlyAloud } from './aloud.tsx';
import { caseMessages } from './case-messages.ts';
import { useChangeDesk, useDesk } from './desk.ts';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Field, focusFirstWrong } from './field.tsx';
import { inboxMessages } from './inbox-messages.ts';
import { useWords } from './words.tsx';

interface PhrasesProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Below a long text: choose a phrase to add at its end, or keep the text as one. */
export function Phrases({ text, onText }: PhrasesProps) {
  const say = useWords();
  const id = useId();
  const { phrases } = useDesk();
  const [isKeeping, setIsKeeping] = useState(false);
  const insert = (phraseId: string) => {
    const phrase = phrases.find((one) => one.id === phraseId);
    if (phrase !== undefined) onText(text.trim() === '' ? phrase.body : `${text.trimEnd()}\n${phrase.body}`);
  };
  if (phrases.length === 0 && text.trim() === '') return null;
  return (
    <div className="phrases">
      {phrases.length > 0 && (
        <>
          <label className="only-aloud" htmlFor={id}>
            {say(caseMessages.phraseInsert)}
          </label>
          <select id={id} className="plain-field" value="" onChange={(event) => insert(event.target.value)}>
            <option value="">{say(caseMessages.phraseInsert)}</option>
            {phrases.map((phrase) => (
              <option key={phrase.id} value={phrase.id}>
                {phrase.name}
              </option>
            ))}
          </select>
        </>
      )}
      <button type="button" className="plain-button" onClick={() => setIsKeeping(true)}>
        {say(caseMessages.phraseKeep)}
      </button>
      {isKeeping && <PhrasesDialog text={text} onClose={() => setIsKeeping(false)} />}
    </div>
  );
}

/** Stands inside of another form, and so is none itself. */
function PhrasesDialog({ text, onClose }: { text: string; onClose: () => void }) {
  const say = useWords();
  const { phrases } = useDesk();
  const change = useChangeDesk();
  const place = useRef<HTMLDivElement>(null);
  const [name, setName] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const keep = () => {
    const isEmpty = name.trim() === '';
    setIsWrong(isEmpty);
    if (isEmpty) focusFirstWrong(place.current);
    else
      change.mutate(
        { path: deskPaths.savePhrase, body: { name: name.trim(), body: text.trim() } },
        { onSuccess: onClose },
      );
  };
  const keepByEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    keep();
  };
  return (
    <Dialog open title={say(caseMessages.phrases)} onClose={onClose}>
      {change.error !== null && <FailureNotice failure={change.error} while="sending" />}
      {text.trim() !== '' && (
        <div ref={place}>
          <blockquote className="kept">{text.trim()}</blockquote>
          <Field
            label={say(caseMessages.phraseName)}
            error={isWrong ? say(inboxMessages.nameMissing) : undefined}
          >
            {(control) => (
              <Input
                {...control}
                maxLength={40}
                value={name}
                onKeyDown={keepByEnter}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Button type="primary" onClick={keep}>
            {say(inboxMessages.save)}
          </Button>
        </div>
      )}
      {phrases.length > 0 && (
        <ul className="phrase-list">
          {phrases.map((phrase) => (
            <li key={phrase.id}>
              <span>{phrase.name}</span>
              <button
                type="button"
                className="plain-button"
                onClick={() => change.mutate({ path: deskPaths.removePhrase(phrase.id), body: {} })}
              >
                {say(caseMessages.phraseRemove)}
                <OnlyAloud of={phrase.name} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="dialog-buttons">
        <Button onClick={onClose}>{say(inboxMessages.close)}</Button>
      </div>
    </Dialog>
  );
}
