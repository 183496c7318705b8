// Owns what is shown when a page of ours breaks; refuses to leave a white screen.
import { messages } from './messages.ts';
import { Notice } from './notice.tsx';
import { localeOfPath } from './words.tsx';

/** Stands outside everything that could be broken, and so asks the address for the language. */
export function PageFault() {
  const locale = localeOfPath(location.pathname);
  return (
    <main className="page">
      <Notice tone="red" urgent heading={messages.failureHeading[locale]}>
        <p>{messages.pageFault[locale]}</p>
        <button type="button" className="plain-button" onClick={() => location.reload()}>
          {messages.reload[locale]}
        </button>
      </Notice>
    </main>
  );
}
