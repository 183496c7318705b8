// Owns how the public sees the catalogue: life events and what they take. Refuses nobody: it is published.
import { AppError } from '#kernel/errors';
import { text } from '#kernel/texts';
import { revisionOf } from '#platform/database';
import { query } from '#platform/use-case';
import { findLifeEvent, listLifeEvents, listServices, type Published } from './catalogue-queries.ts';
import type { CatalogueTables } from './catalogue-tables.gen.ts';
import type { LifeEventContent, ServiceContent } from './contract.ts';

const noSuchLifeEvent = text(
  '没有找到这个主题。请从首页重新查找。',
  'There is no such topic. Start again from the home page.',
);

/** A life event with every service that its rules may lead to. */
export interface LifeEventInHand {
  readonly lifeEvent: LifeEventContent;
  readonly services: readonly ServiceContent[];
}

/** The latest version of every life event. */
export const listPublishedLifeEvents = query<
  Record<never, never>,
  readonly Published<LifeEventContent>[],
  CatalogueTables,
  readonly LifeEventContent[]
>({
  name: 'list-life-events',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'life-event' }),
  revision: () => revisionOf('catalogue'),
  load: (db) => listLifeEvents(db),
  permission: () => true,
  present: (found) => found.map((one) => one.content),
});

/** One life event. Throws AppError 'not-found' `no-such-life-event`. */
export const viewLifeEvent = query<
  { readonly key: string },
  LifeEventInHand,
  CatalogueTables,
  LifeEventInHand
>({
  name: 'view-life-event',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'life-event' }),
  revision: () => revisionOf('catalogue'),
  async load(db, { key }) {
    const lifeEvent = await findLifeEvent(db, key);
    if (lifeEvent === undefined) throw new AppError('not-found', 'no-such-life-event', noSuchLifeEvent);
    const { rules = [] } = lifeEvent.content;
    const keys = new Set(
      lifeEvent.content.services ?? rules.flatMap((rule) => [...rule.services, ...(rule.mayAlso ?? [])]),
    );
    const services = (await listServices(db, [...keys])).map((one) => one.content);
    return { lifeEvent: lifeEvent.content, services };
  },
  permission: () => true,
  present: (found) => found,
});
