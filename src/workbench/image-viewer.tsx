// Owns a picture that can be made larger and turned; refuses to change the file.
import { useState } from 'react';
import { caseMessages } from './case-messages.ts';
import { messages } from './messages.ts';
import { useWords } from './words.tsx';

const zoomsPercent = [100, 150, 200, 300, 400] as const;

/** Keys must be able to scroll a picture that is larger than its place (WCAG 2.2, 2.1.1). */
const reachable = { tabIndex: 0 } as const;

export function ImageViewer({ address, name }: { address: string; name: string }) {
  const say = useWords();
  const [zoom, setZoom] = useState(0);
  const [turns, setTurns] = useState(0);
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  const percent = zoomsPercent[zoom] ?? 100;
  if (failed) {
    return (
      <p role="alert">
        {say(caseMessages.evidenceFailed)}{' '}
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            setTries(tries + 1);
            setFailed(false);
          }}
        >
          {say(messages.tryAgain)}
        </button>
      </p>
    );
  }
  return (
    <div className="image-viewer">
      <div className="image-tools">
        <button
          type="button"
          className="plain-button"
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          {say(caseMessages.zoomOut)}
        </button>
        <output>{say(caseMessages.zoomNow, { percent })}</output>
        <button
          type="button"
          className="plain-button"
          disabled={zoom === zoomsPercent.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          {say(caseMessages.zoomIn)}
        </button>
        <button type="button" className="plain-button" onClick={() => setZoom(0)}>
          {say(caseMessages.zoomFit)}
        </button>
        <button type="button" className="plain-button" onClick={() => setTurns((turns + 1) % 4)}>
          {say(caseMessages.turn)}
        </button>
      </div>
      <section {...reachable} className="image-place" aria-label={say(caseMessages.evidenceFrame, { name })}>
        <div className="image-canvas" style={{ width: `${percent}%` }} data-turned={turns % 2 === 1}>
          <img
            key={tries}
            src={address}
            alt={name}
            style={{ rotate: `${turns * 90}deg` }}
            onError={() => setFailed(true)}
          />
        </div>
      </section>
    </div>
  );
}
