// Owns how the applicant's files are read beside the decision; refuses to fetch any but those of the case.
import { useId, useState } from 'react';
import { formatInstant } from '#kernel/dates';
import type { EvidenceView } from '#modules/cases/contract';
import { caseMessages } from './case-messages.ts';
import { ImageViewer } from './image-viewer.tsx';
import { Mark } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';

/** 1 MB as people and file managers write it; the exact bytes are of no use to a reader. */
function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1_000_000) return `${Math.max(1, Math.round(sizeBytes / 1_000))} kB`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}

interface EvidenceViewerProps {
  readonly evidence: readonly EvidenceView[];
  /** Where a document's bytes are for this reader. */
  readonly address: (evidenceId: string) => string;
}

export function EvidenceViewer({ evidence, address }: EvidenceViewerProps) {
  const say = useWords();
  const headingId = useId();
  const [chosenId, setChosenId] = useState<string>();
  const chosen = evidence.find(({ id }) => id === chosenId) ?? evidence[0];
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId} tabIndex={-1} className="evidence-heading">
        {say(caseMessages.evidence)}
      </h2>
      {chosen === undefined && <p className="quiet">{say(caseMessages.evidenceEmpty)}</p>}
      {chosen !== undefined && (
        <>
          <ul className="evidence-list">
            {evidence.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  className="evidence-choice"
                  aria-pressed={one.id === chosen.id}
                  onClick={() => setChosenId(one.id)}
                >
                  {say(one.requirementName)}
                  {one.round > 0 && <Mark shape="play" tone="calm" word={caseMessages.evidenceRound} />}
                </button>
              </li>
            ))}
          </ul>
          <EvidencePage key={chosen.id} address={address(chosen.id)} evidence={chosen} />
        </>
      )}
    </section>
  );
}

function EvidencePage({ address, evidence }: { address: string; evidence: EvidenceView }) {
  const say = useWords();
  const locale = useLocale();
  const name = `${say(evidence.requirementName)}（${evidence.fileName}）`;
  return (
    <>
      <p className="evidence-line">
        <span>{evidence.fileName}</span>
        <a href={address} target="_blank" rel="noopener">
          {say(caseMessages.evidenceOpen)}
        </a>
      </p>
      {/* Without the pane of thumbnails, which takes half of a narrow place (PDF Open Parameters; not every viewer heeds it). */}
      {evidence.mediaType === 'application/pdf' && (
        <iframe
          className="evidence-frame"
          src={`${address}#navpanes=0&view=FitH`}
          title={say(caseMessages.evidenceFrame, { name })}
        />
      )}
      {evidence.mediaType.startsWith('image/') && <ImageViewer address={address} name={name} />}
      {evidence.mediaType !== 'application/pdf' && !evidence.mediaType.startsWith('image/') && (
        <p>{say(caseMessages.evidenceUnshown)}</p>
      )}
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
    </>
  );
}
