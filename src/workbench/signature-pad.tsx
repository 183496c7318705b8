// Owns the frame in which somebody signs by hand; refuses to be the only way: who can't use it signs on paper.
import { type PointerEvent, useId, useRef } from 'react';
import { counterMessages } from './counter-messages.ts';
import { FieldWords } from './field.tsx';
import { useWords } from './words.tsx';

interface SignaturePadProps {
  /** Base64 of a JPEG; undefined while the frame is empty. The papers bear JPEG and no PNG (platform/paper). */
  readonly onSignature: (signature: string | undefined) => void;
  readonly error: string | undefined;
}

const width = 600;
const height = 200;

function begin(context: CanvasRenderingContext2D): void {
  // JPEG knows no transparency: without a ground the paper would show black.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.strokeStyle = '#16222e';
  context.lineWidth = 3;
  context.lineCap = 'round';
  context.lineJoin = 'round';
}

export function SignaturePad({ onSignature, error }: SignaturePadProps) {
  const say = useWords();
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<{ readonly x: number; readonly y: number }>(undefined);
  const isBegun = useRef(false);

  const placeOf = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    };
  };
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = event.currentTarget.getContext('2d');
    if (context === null) return;
    if (!isBegun.current) begin(context);
    isBegun.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    pen.current = placeOf(event);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = event.currentTarget.getContext('2d');
    const from = pen.current;
    if (context === null || from === undefined) return;
    const to = placeOf(event);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    pen.current = to;
  };
  const up = (event: PointerEvent<HTMLCanvasElement>) => {
    if (pen.current === undefined) return;
    pen.current = undefined;
    onSignature(event.currentTarget.toDataURL('image/jpeg', 0.8).split(',')[1]);
  };
  const clear = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, width, height);
    isBegun.current = false;
    onSignature(undefined);
  };
  return (
    <fieldset
      className={error === undefined ? 'field' : 'field field-wrong'}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    >
      <legend>{say(counterMessages.pad)}</legend>
      <FieldWords id={id} hint={undefined} error={error} />
      <canvas
        ref={canvas}
        className="signature-pad"
        role="img"
        aria-label={say(counterMessages.padLabel)}
        width={width}
        height={height}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      />
      <button type="button" className="plain-button" onClick={clear}>
        {say(counterMessages.padClear)}
      </button>
    </fieldset>
  );
}
