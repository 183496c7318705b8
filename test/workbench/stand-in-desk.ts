// Owns the desk, the filters and the dry run as the stand-in knows them; refuses to keep anything beyond a test.
import type { AcceptancePreview, InboxFiltersView, InboxRow, NotesView } from '#modules/cases/contract';
import type { DeskView, InboxFilter } from '#modules/work/contract';
import { caseIdOf, type StoredCase } from './stand-in-cases.ts';

export interface StandInDesk {
  desk: DeskView;
  readonly notes: Map<string, NotesView>;
}

export function emptyDesk(): StandInDesk {
  return { desk: { views: [], phrases: [], lookedAt: null }, notes: new Map() };
}

interface DeskBody {
  readonly name: string;
  readonly wish?: InboxFilter;
  readonly body?: string;
}

/** What a POST below /api/desk leaves on the desk. */
export function changeDesk({ desk }: StandInDesk, path: string, body: DeskBody): DeskView {
  const [, , , what, id, removal] = path.split('/');
  if (what === 'look') return { ...desk, lookedAt: '2026-11-23T03:20:00Z' };
  if (removal !== undefined) {
    return {
      ...desk,
      views: desk.views.filter((one) => one.id !== id),
      phrases: desk.phrases.filter((one) => one.id !== id),
    };
  }
  if (what === 'views') {
    const views = desk.views.filter((one) => one.name !== body.name);
    return {
      ...desk,
      views: [...views, { id: caseIdOf(7_000 + views.length), name: body.name, wish: body.wish ?? {} }],
    };
  }
  const phrases = desk.phrases.filter((one) => one.name !== body.name);
  return {
    ...desk,
    phrases: [...phrases, { id: caseIdOf(7_100 + phrases.length), name: body.name, body: body.body ?? '' }],
  };
}

export function filtersFor(rows: readonly InboxRow[]): InboxFiltersView {
  const services = new Map<string, { name: InboxRow['serviceName']; count: number }>();
  const tasks = new Map<string, { element: string; name: InboxRow['taskName']; count: number }>();
  for (const row of rows) {
    const service = services.get(row.serviceName.zh) ?? { name: row.serviceName, count: 0 };
    services.set(row.serviceName.zh, { ...service, count: service.count + 1 });
    const task = tasks.get(row.element) ?? { element: row.element, name: row.taskName, count: 0 };
    tasks.set(row.element, { ...task, count: task.count + 1 });
  }
  return { services: [...services.values()], tasks: [...tasks.values()], organs: [] };
}

/** Whether a row fits what the address asks for. */
export function fits(row: InboxRow, parameters: URLSearchParams): boolean {
  const text = parameters.get('text') ?? '';
  return (
    (parameters.get('service') ?? row.serviceName.zh) === row.serviceName.zh &&
    (parameters.get('element') ?? row.element) === row.element &&
    (parameters.get('urgency') ?? row.urgency) === row.urgency &&
    `${row.caseNumber} ${row.subject} ${row.applicantName}`.includes(text)
  );
}

/** The dry run: what is not at its acceptance is an obstacle. */
export function preview(cases: Map<string, StoredCase>, ids: readonly string[]): AcceptancePreview {
  const rows = ids.flatMap((id) => {
    const view = cases.get(id)?.view;
    if (view === undefined) return [];
    const isReady = view.allowed.some(({ action }) => action === 'accept');
    return [
      {
        caseId: id,
        number: view.number,
        subject: view.subject,
        serviceName: view.serviceName,
        revision: view.revision,
        obstacle: isReady
          ? null
          : { zh: '现在不能由您受理：已经受理，或者还没有到这一步。', en: 'You can’t accept it now.' },
      },
    ];
  });
  return { rows };
}

export function addNoteTo(
  { notes }: StandInDesk,
  caseId: string,
  officerName: string,
  body: string,
): NotesView {
  const before = notes.get(caseId)?.notes ?? [];
  const note = { id: `note-${before.length}`, officerName, body, writtenAt: '2026-11-23T03:25:00Z' };
  const after = { notes: [...before, note] };
  notes.set(caseId, after);
  return after;
}
