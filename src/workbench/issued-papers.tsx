// Owns the list of papers that a case's organ has issued; refuses to tell of one without its number and day.
import { formatDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import { type CaseView, type PaperView, paperPaths } from '#modules/cases/contract';
import { useLocale, useWords } from './words.tsx';

const issuedWords = {
  replaced: text('已被后来的文书代替', 'replaced by a later paper'),
  delivered: text('{day}送达（{channel}）', 'delivered {day} ({channel})'),
  notDelivered: text('没有送达记录', 'no delivery on record'),
} as const;

/** Each opens as PDF. A proof of delivery stays on file, so nothing is said of its own delivery. */
export function IssuedPapers({ view }: { view: CaseView }) {
  if (view.papers.length === 0) return null;
  return (
    <ul>
      {view.papers.map((paper) => (
        <IssuedPaper key={paper.id} caseId={view.id} paper={paper} />
      ))}
    </ul>
  );
}

function IssuedPaper({ caseId, paper }: { caseId: string; paper: PaperView }) {
  const say = useWords();
  const locale = useLocale();
  const deliveries = paper.deliveries.map(({ deliveredOn, channelName }) =>
    say(issuedWords.delivered, { day: formatDay(deliveredOn, locale), channel: say(channelName) }),
  );
  const undelivered = paper.kind === 'delivery-proof' ? [] : [say(issuedWords.notDelivered)];
  const parts = [
    paper.number,
    formatDay(paper.issuedOn, locale),
    ...(paper.replaced ? [say(issuedWords.replaced)] : []),
    ...(deliveries.length === 0 ? undelivered : deliveries),
  ];
  return (
    <li>
      <a href={paperPaths.paper(caseId, paper.id)} target="_blank" rel="noopener">
        {say(paper.title)}
      </a>
      <br />
      <span className="quiet">{parts.join(' · ')}</span>
    </li>
  );
}
