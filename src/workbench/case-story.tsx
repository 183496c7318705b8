// Owns the history of a case as sentences with their dates; refuses to shorten it.
import { useId } from 'react';
import { formatInstant } from '#kernel/dates';
import type { StoryLine } from '#modules/cases/contract';
import { caseMessages } from './case-messages.ts';
import { NewMark } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';

interface CaseStoryProps {
  readonly story: readonly StoryLine[];
  /** Lines that came while the page was open. */
  readonly fresh: readonly StoryLine[];
}

/** The lines of `now` that `before` did not have. */
export function newLines(before: readonly StoryLine[], now: readonly StoryLine[]): readonly StoryLine[] {
  const known = new Set(before.map((line) => `${line.at} ${line.text.zh}`));
  return now.filter((line) => !known.has(`${line.at} ${line.text.zh}`));
}

export function CaseStory({ story, fresh }: CaseStoryProps) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(caseMessages.story)}</h2>
      {story.length === 0 && <p className="quiet">{say(caseMessages.storyEmpty)}</p>}
      <ol className="story">
        {story.map((line) => (
          <li key={`${line.at} ${line.text.zh}`}>
            <time dateTime={line.at}>{formatInstant(new Date(line.at), locale)}</time>
            <span>
              {say(line.text)} {fresh.includes(line) && <NewMark />}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
