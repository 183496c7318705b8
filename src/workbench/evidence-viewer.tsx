// Owns how documents are read beside the decision, one alone or two side by side; refuses to fetch any but those given.
import { type ReactNode, useId, useRef, useState } from 'react';
import type { Text } from '#kernel/texts';
import type { EvidenceView } from '#modules/cases/contract';
import { caseMessages } from './case-messages.ts';
import { EvidencePane } from './evidence-pane.tsx';
import { changeSight, lookAt, type Sight, type SightChange } from './evidence-sight.ts';
import { useKeys } from './shortcuts.tsx';
import { useWords } from './words.tsx';

interface EvidenceViewerProps {
  readonly evidence: readonly EvidenceView[];
  /** Where a document's bytes are for this reader. */
  readonly address: (evidenceId: string) => string;
  /** What is said where there is no document. */
  readonly empty: Text;
}

/** The first document, or what the reader has put there; a second one while two are compared. */
function useSights(evidence: readonly EvidenceView[]) {
  const [kept, setKept] = useState<readonly Sight[]>([]);
  const first = evidence[0];
  const sights = kept.length > 0 || first === undefined ? kept : [lookAt(first.id)];
  const set = (pane: number, sight: Sight) => setKept(sights.with(pane, sight));
  return {
    sights,
    choose: (pane: number, evidenceId: string) => set(pane, lookAt(evidenceId)),
    change: (pane: number, change: SightChange) => {
      const sight = sights[pane];
      if (sight !== undefined) set(pane, changeSight(sight, change));
    },
    step: (pane: number, by: 1 | -1) => {
      const at = evidence.findIndex(({ id }) => id === sights[pane]?.evidenceId);
      const next = evidence[(at + by + evidence.length) % evidence.length];
      if (next !== undefined) set(pane, lookAt(next.id));
    },
    /** Beside the document shown comes the next one, which is most often what it is compared with. */
    compare: () => {
      const at = evidence.findIndex(({ id }) => id === sights[0]?.evidenceId);
      const next = evidence[(at + 1) % evidence.length];
      if (sights.length === 1 && next !== undefined) setKept([...sights, lookAt(next.id)]);
      else setKept(sights.slice(0, 1));
    },
  };
}

const paneNames = [caseMessages.leftPane, caseMessages.rightPane];

/** Two of a kind need a name each; one alone is the section. */
function Pane({ name, children }: { name: Text | undefined; children: ReactNode }) {
  const say = useWords();
  if (name === undefined) return <div className="evidence-pane">{children}</div>;
  return (
    <section className="evidence-pane" aria-label={say(name)}>
      {children}
    </section>
  );
}

export function EvidenceViewer({ evidence, address, empty }: EvidenceViewerProps) {
  const say = useWords();
  const headingId = useId();
  const panes = useRef<HTMLDivElement>(null);
  const { sights, choose, change, step, compare } = useSights(evidence);
  /** Keys go to the pane in which the reader is, else to the first. */
  const paneOfFocus = () => {
    const all = [...(panes.current?.children ?? [])];
    return Math.max(
      0,
      all.findIndex((pane) => pane.contains(document.activeElement)),
    );
  };
  const maySee = evidence.length > 0;
  useKeys({
    c: () => maySee && compare(),
    r: () => change(paneOfFocus(), 'turn'),
    '+': () => change(paneOfFocus(), 'larger'),
    '=': () => change(paneOfFocus(), 'larger'),
    '-': () => change(paneOfFocus(), 'smaller'),
    '0': () => change(paneOfFocus(), 'fit'),
    '[': () => maySee && step(paneOfFocus(), -1),
    ']': () => maySee && step(paneOfFocus(), 1),
  });
  const isComparing = sights.length > 1;
  return (
    <section className="panel" aria-labelledby={headingId}>
      <div className="panel-top">
        <h2 id={headingId} tabIndex={-1} className="evidence-heading">
          {say(caseMessages.evidence)}
        </h2>
        {evidence.length > 1 && (
          <button type="button" className="plain-button" aria-pressed={isComparing} onClick={compare}>
            {say(caseMessages.compare)}
          </button>
        )}
      </div>
      {!maySee && <p className="quiet">{say(empty)}</p>}
      <div ref={panes} className={isComparing ? 'evidence-panes evidence-compare' : 'evidence-panes'}>
        {sights.map((sight, pane) => (
          <Pane key={paneNames[pane]?.en} name={isComparing ? paneNames[pane] : undefined}>
            <EvidencePane
              paneName={isComparing ? say(paneNames[pane] ?? caseMessages.leftPane) : undefined}
              evidence={evidence}
              sight={sight}
              address={address}
              onChoose={(evidenceId) => choose(pane, evidenceId)}
              onChange={(changed) => change(pane, changed)}
            />
          </Pane>
        ))}
      </div>
    </section>
  );
}
