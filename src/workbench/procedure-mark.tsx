// Owns how the state of a procedure looks; refuses words of its own: they come from the server.
import type { ProcedureStatus, ProcedureView } from '#modules/cases/contract';
import type { ShapeName } from './shape.tsx';
import { Mark } from './status-mark.tsx';

const looks = {
  open: { shape: 'play', tone: 'calm' },
  concluded: { shape: 'check', tone: 'done' },
  lapsed: { shape: 'warning', tone: 'yellow' },
  cancelled: { shape: 'ring', tone: 'quiet' },
} as const satisfies Record<ProcedureStatus, { readonly shape: ShapeName; readonly tone: string }>;

export function ProcedureMark({ procedure }: { procedure: Pick<ProcedureView, 'status' | 'statusName'> }) {
  return <Mark {...looks[procedure.status]} word={procedure.statusName} />;
}
