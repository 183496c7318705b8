// Owns the heading of a page and its title; refuses to leave the focus on a page that is gone.
import type { ReactNode } from 'react';
import { messages } from './messages.ts';
import { useWords } from './words.tsx';

let pagesShown = 0;

/** The first page of a visit leaves the focus where the browser puts it; every later one begins at its heading. */
function takeFocus(heading: HTMLHeadingElement | null): void {
  if (heading === null) return;
  pagesShown += 1;
  if (pagesShown > 1) heading.focus();
}

/** The one h1 of a page, and the title of the window. */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  const say = useWords();
  return (
    <>
      <title>{`${title} · ${say(messages.product)}`}</title>
      <h1 ref={takeFocus} tabIndex={-1}>
        {title}
        {children}
      </h1>
    </>
  );
}
