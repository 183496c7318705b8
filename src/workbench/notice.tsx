// Owns the box that says what happened; refuses to say it by colour alone.
import type { ReactNode, Ref } from 'react';
import { Shape, type ShapeName } from './shape.tsx';

type Tone = 'done' | 'yellow' | 'red' | 'calm';

const shapeOfTone: Record<Tone, ShapeName> = {
  done: 'check',
  yellow: 'warning',
  red: 'stop',
  calm: 'square',
};

interface NoticeProps {
  readonly tone: Tone;
  readonly heading: string;
  readonly children?: ReactNode;
  /** Says it at once to whoever listens; for what the reader did not ask for. */
  readonly urgent?: boolean;
  readonly focusRef?: Ref<HTMLDivElement>;
}

export function Notice({ tone, heading, children, urgent = false, focusRef }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={urgent ? 'alert' : undefined} ref={focusRef} tabIndex={-1}>
      <p className="notice-heading">
        <Shape name={shapeOfTone[tone]} />
        <strong>{heading}</strong>
      </p>
      {children}
    </div>
  );
}
