// Owns how a state looks: a word, a shape and a colour together; refuses a colour alone.
import { type Text, text } from '#kernel/texts';
import type { CaseStatus } from '#modules/cases/contract';
import type { Urgency } from '#modules/work/contract';
import { messages } from './messages.ts';
import { Shape, type ShapeName } from './shape.tsx';
import { useWords } from './words.tsx';

type Tone = 'done' | 'yellow' | 'red' | 'calm' | 'quiet';

interface Look {
  readonly shape: ShapeName;
  readonly tone: Tone;
}

export const urgencyNames = {
  overdue: messages.overdue,
  'due-soon': messages.dueSoon,
  'in-time': messages.inTime,
  none: messages.noLimit,
} as const satisfies Record<Urgency, Text>;

const urgencyLooks: Record<Urgency, Look> = {
  overdue: { shape: 'stop', tone: 'red' },
  'due-soon': { shape: 'warning', tone: 'yellow' },
  'in-time': { shape: 'round', tone: 'done' },
  none: { shape: 'ring', tone: 'quiet' },
};

const statusLooks: Record<CaseStatus, Look> = {
  waiting: { shape: 'pause', tone: 'quiet' },
  received: { shape: 'square', tone: 'calm' },
  correcting: { shape: 'warning', tone: 'yellow' },
  accepted: { shape: 'play', tone: 'calm' },
  granted: { shape: 'check', tone: 'done' },
  refused: { shape: 'cross', tone: 'red' },
  'not-accepted': { shape: 'cross', tone: 'red' },
  stopped: { shape: 'pause', tone: 'yellow' },
  withdrawn: { shape: 'ring', tone: 'quiet' },
  terminated: { shape: 'cross', tone: 'quiet' },
};

interface MarkProps {
  readonly shape: ShapeName;
  readonly tone: Tone;
  readonly word: Text;
}

export function Mark({ shape, tone, word }: MarkProps) {
  const say = useWords();
  return (
    <span className={`mark mark-${tone}`}>
      <Shape name={shape} />
      {say(word)}
    </span>
  );
}

export function UrgencyMark({ urgency }: { urgency: Urgency }) {
  return <Mark {...urgencyLooks[urgency]} word={urgencyNames[urgency]} />;
}

/** The word of a status comes from the server, which alone knows what it means for this service. */
export function StatusMark({ status, name }: { status: CaseStatus; name: Text }) {
  return <Mark {...statusLooks[status]} word={name} />;
}

export function NewMark() {
  return <Mark shape="play" tone="calm" word={text('新', 'New')} />;
}
