// Owns one document as it is read: chosen, made larger, turned; refuses to change the file.

import { useState } from 'react';
import { formatInstant } from '#kernel/dates';
import { bracketed, labelled } from '#kernel/texts';
import type { EvidenceView } from '#modules/cases/contract';
import { caseMessages } from './case-messages.ts';
import { percentOf, type Sight, type SightChange, zoomsPercent } from './evidence-sight.ts';
import { messages } from './messages.ts';
import { Mark } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';

/** Keys must be able to scroll a picture that is larger than its place (WCAG 2.2, 2.1.1). */
const reachable = { tabIndex: 0 } as const;

/** 1 MB as people and file managers write it; the exact bytes are of no use to a reader. */
function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1_000_000) return `${Math.max(1, Math.round(sizeBytes / 1_000))} kB`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}

interface EvidencePaneProps {
  /** Which of two it is: both may show the same document. */
  readonly paneName: string | undefined;
  readonly evidence: readonly EvidenceView[];
  readonly sight: Sight;
  readonly address: (evidenceId: string) => string;
  readonly onChoose: (evidenceId: string) => void;
  readonly onChange: (change: SightChange) => void;
}

export function EvidencePane(props: EvidencePaneProps) {
  const { paneName, evidence, sight, address, onChoose, onChange } = props;
  const say = useWords();
  const chosen = evidence.find(({ id }) => id === sight.evidenceId) ?? evidence[0];
  if (chosen === undefined) return null;
  return (
    <>
      <ul className="evidence-list">
        {evidence.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="evidence-choice"
              aria-pressed={one.id === chosen.id}
              onClick={() => onChoose(one.id)}
            >
              {say(one.requirementName)}
              {one.round > 0 && <Mark shape="play" tone="calm" word={caseMessages.evidenceRound} />}
              {one.originalSeen === true && (
                <Mark shape="check" tone="done" word={caseMessages.originalSeen} />
              )}
            </button>
          </li>
        ))}
      </ul>
      <p className="evidence-line">
        <span>{chosen.fileName}</span>
        <a href={address(chosen.id)} target="_blank" rel="noopener">
          {say(caseMessages.evidenceOpen)}
        </a>
      </p>
      <EvidenceBody
        key={chosen.id}
        evidence={chosen}
        sight={sight}
        address={address(chosen.id)}
        paneName={paneName}
        onChange={onChange}
      />
      <EvidenceDetails evidence={chosen} />
    </>
  );
}

interface EvidenceBodyProps {
  readonly paneName: string | undefined;
  readonly evidence: EvidenceView;
  readonly sight: Sight;
  readonly address: string;
  readonly onChange: (change: SightChange) => void;
}

function EvidenceBody({ paneName, evidence, sight, address, onChange }: EvidenceBodyProps) {
  const say = useWords();
  const [failed, setFailed] = useState(false);
  const locale = useLocale();
  const document = bracketed(say(evidence.requirementName), evidence.fileName, locale);
  const name = paneName === undefined ? document : labelled(paneName, document, locale);
  const isPdf = evidence.mediaType === 'application/pdf';
  if (!isPdf && !evidence.mediaType.startsWith('image/')) return <p>{say(caseMessages.evidenceUnshown)}</p>;
  if (failed) return <NotShown onTryAgain={() => setFailed(false)} />;
  const Place = isPdf ? PdfPlace : PicturePlace;
  return (
    <>
      <SightTools sight={sight} onChange={onChange} />
      <Place sight={sight} address={address} name={name} onFailed={() => setFailed(true)} />
    </>
  );
}

/** Says that the file did not come, and asks for it again where its reader wants that. */
function NotShown({ onTryAgain }: { onTryAgain: () => void }) {
  const say = useWords();
  return (
    <p role="alert">
      {say(caseMessages.evidenceFailed)}{' '}
      <button type="button" className="plain-button" onClick={onTryAgain}>
        {say(messages.tryAgain)}
      </button>
    </p>
  );
}

function SightTools({ sight, onChange }: Pick<EvidenceBodyProps, 'sight' | 'onChange'>) {
  const say = useWords();
  return (
    <div className="image-tools">
      <button
        type="button"
        className="plain-button"
        disabled={sight.zoom === 0}
        onClick={() => onChange('smaller')}
      >
        {say(caseMessages.zoomOut)}
      </button>
      <output>{say(caseMessages.zoomNow, { percent: percentOf(sight) })}</output>
      <button
        type="button"
        className="plain-button"
        disabled={sight.zoom === zoomsPercent.length - 1}
        onClick={() => onChange('larger')}
      >
        {say(caseMessages.zoomIn)}
      </button>
      <button type="button" className="plain-button" onClick={() => onChange('fit')}>
        {say(caseMessages.zoomFit)}
      </button>
      <button type="button" className="plain-button" onClick={() => onChange('turn')}>
        {say(caseMessages.turn)}
      </button>
    </div>
  );
}

interface PlaceProps {
  readonly sight: Sight;
  readonly address: string;
  readonly name: string;
  /** The file did not come. */
  readonly onFailed: () => void;
}

/** What the server says instead of a file: a refusal or a failure, in words for programs. */
const isNoFile = (frame: HTMLIFrameElement) => frame.contentDocument?.contentType === 'application/json';

/**
 * The browser's own viewer, told its size by PDF Open Parameters (not every viewer heeds them), without the pane of
 * thumbnails, which takes half of a narrow place. It can't be told to turn, so its place is turned.
 */
function PdfPlace({ sight, address, name, onFailed }: PlaceProps) {
  const say = useWords();
  const view = sight.zoom === 0 ? 'view=FitH' : `zoom=${percentOf(sight)}`;
  return (
    <div className="evidence-frame-place" data-turned={sight.turns % 2 === 1}>
      <iframe
        // A viewer reads the parameters of its address once.
        key={view}
        className="evidence-frame"
        style={{ rotate: `${sight.turns * 90}deg` }}
        src={`${address}#navpanes=0&${view}`}
        title={say(caseMessages.evidenceFrame, { name })}
        onLoad={({ currentTarget }) => isNoFile(currentTarget) && onFailed()}
      />
    </div>
  );
}

function PicturePlace({ sight, address, name, onFailed }: PlaceProps) {
  const say = useWords();
  return (
    <section {...reachable} className="image-place" aria-label={say(caseMessages.evidenceFrame, { name })}>
      <div
        className="image-canvas"
        style={{ width: `${percentOf(sight)}%` }}
        data-turned={sight.turns % 2 === 1}
      >
        <img src={address} alt={name} style={{ rotate: `${sight.turns * 90}deg` }} onError={onFailed} />
      </div>
    </section>
  );
}

function EvidenceDetails({ evidence }: { evidence: EvidenceView }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <details className="disclosure">
      <summary>{say(caseMessages.evidenceDetails)}</summary>
      <dl className="facts">
        <dt>{say(caseMessages.evidenceSupplied)}</dt>
        <dd>{formatInstant(new Date(evidence.suppliedAt), locale)}</dd>
        <dt>{say(caseMessages.evidenceSize)}</dt>
        <dd>{formatSize(evidence.sizeBytes)}</dd>
        <dt>{say(caseMessages.evidenceChecksum)}</dt>
        <dd className="checksum">{evidence.sha256}</dd>
      </dl>
    </details>
  );
}
