// Owns the counter's first page: queue, open drafts, what can be applied for. Refuses officers without a window post.
import { organIdsOf } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import { findService, listLifeEvents, titlesOfLifeEvents } from '#modules/catalogue';
import { listOfficerNames } from '#modules/identity';
import { listOrgans } from '#modules/organs';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import { isWindowClerk, worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CounterDraftRow, CounterHome, CounterLifeEvent } from './counter-contract.ts';
import { findQueueState } from './counter-queue.ts';

const draftsMost = 50;

export const viewCounter = query<Record<never, never>, CounterHome, CasesTables, CounterHome>({
  name: 'view-counter',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'counter' }),
  async load(db, _input, { actor, now }) {
    if (actor.kind !== 'officer' || !isWindowClerk(actor))
      return { counters: [], drafts: [], lifeEvents: [] };
    const organIds = organIdsOf(actor).filter((organId) => worksAtCounter(actor, { organId }));
    const counters: CounterHome['counters'][number][] = [];
    for (const organ of await listOrgans(db, { ids: organIds })) {
      const queue = await findQueueState(db, organ.id, actor.id, now);
      counters.push({ organId: organ.id, organName: organ.name, ...queue });
    }
    return { counters, drafts: await listDrafts(db, organIds), lifeEvents: await listTopics(db) };
  },
  permission: (actor) => isWindowClerk(actor),
  present: (home) => home,
});

async function listDrafts(db: Db<CasesTables>, organIds: readonly Id[]): Promise<readonly CounterDraftRow[]> {
  const rows = await db
    .selectFrom('cases.counterDraft')
    .select(['id', 'lifeEventVersionId', 'applicantName', 'clerkId', 'ticketLabel', 'updatedAt'])
    .where('organId', 'in', organIds)
    .where('submittedAt', 'is', null)
    .orderBy('updatedAt', 'desc')
    .limit(draftsMost)
    .execute();
  const titles = await titlesOfLifeEvents(
    db,
    rows.map((row) => row.lifeEventVersionId),
  );
  const names = await listOfficerNames(
    db,
    rows.map((row) => row.clerkId),
  );
  return rows.map((row) => ({
    id: row.id,
    lifeEventTitle: titles.get(row.lifeEventVersionId) ?? { zh: '', en: '' },
    applicantName: row.applicantName,
    clerkName: names.get(row.clerkId) ?? '',
    ticketLabel: row.ticketLabel,
    updatedAt: row.updatedAt.toISOString(),
  }));
}

async function listTopics(db: Db<CasesTables>): Promise<readonly CounterLifeEvent[]> {
  const topics: CounterLifeEvent[] = [];
  for (const { content } of await listLifeEvents(db)) {
    const services: { key: string; name: CounterLifeEvent['title'] }[] = [];
    for (const key of content.services ?? []) {
      const service = await findService(db, key);
      if (service !== undefined) services.push({ key, name: service.content.name });
    }
    topics.push({
      key: content.key,
      title: content.title,
      situations: content.situations.map((one) => ({
        key: one.key,
        question: one.question,
        options: one.options.map(({ value, label }) => ({ value, label })),
      })),
      services,
    });
  }
  return topics;
}
