// Owns how a failure is shown, in one place: what happened, what was kept, and its number; refuses bare codes.
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Text } from '#kernel/texts';
import { messages } from './messages.ts';
import { Notice } from './notice.tsx';
import { isSessionLost, RequestFailure } from './request.ts';
import { useWords } from './words.tsx';

type Doing = 'loading' | 'sending' | 'signing-in';

const headings: Record<Doing, Text> = {
  loading: messages.loadFailureHeading,
  sending: messages.failureHeading,
  'signing-in': messages.signInFailureHeading,
};

interface FailureNoticeProps {
  readonly failure: unknown;
  /** What the reader was doing: reading a page, or sending something. */
  readonly while: Doing;
  /** Sentences that already stand beside their fields. */
  readonly shownFields?: readonly string[];
  readonly onRetry?: (() => void) | undefined;
  readonly retryWords?: string;
}

export function FailureNotice({
  failure,
  while: doing,
  shownFields = [],
  onRetry,
  retryWords,
}: FailureNoticeProps) {
  const say = useWords();
  const box = useRef<HTMLDivElement>(null);
  const known = failure instanceof RequestFailure ? failure : undefined;
  const others = known?.fields.filter((one) => !shownFields.includes(one.field)) ?? [];
  // A field that is wrong takes the focus itself; anything else is told here. A reading that failed takes it not.
  const takesFocus = doing !== 'loading' && (known === undefined || known.fields.length === others.length);
  // Each new failure is told, also one that reads the same.
  useEffect(() => {
    if (failure instanceof Error && takesFocus) box.current?.focus();
  }, [failure, takesFocus]);
  return (
    <Notice tone="red" urgent focusRef={box} heading={say(headings[doing])}>
      <p>{known?.message ?? say(messages.pageFault)}</p>
      {others.length > 0 && (
        <ul>
          {others.map((one) => (
            <li key={one.field}>{one.message}</li>
          ))}
        </ul>
      )}
      {doing === 'sending' && !isSessionLost(failure) && <p>{say(messages.keptTyped)}</p>}
      {known?.requestId !== undefined && (
        <p className="quiet">{say(messages.requestNumber, { id: known.requestId })}</p>
      )}
      {onRetry !== undefined && <Button onClick={onRetry}>{retryWords ?? say(messages.tryAgain)}</Button>}
    </Notice>
  );
}
