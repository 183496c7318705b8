// Owns the answer to an address that leads nowhere; refuses nothing.
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function MissingPage() {
  const say = useWords();
  return (
    <div className="page">
      <PageHeading title={say(messages.missingPage)} />
      <p>{say(messages.missingPageHint)}</p>
      <p>
        <WorkbenchLink to="">{say(messages.toInbox)}</WorkbenchLink>
      </p>
    </div>
  );
}
