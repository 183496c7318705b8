// Owns what an officer keeps on the desk: views of the inbox, phrases, up to when it was seen; refuses a full desk.
import type { Actor } from '#kernel/actors';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { fillText } from '#kernel/texts';
import type { Db } from '#platform/database';
import { command, query, type UseCaseContext } from '#platform/use-case';
import { type DeskView, deskMost, type SavePhraseBody, type SaveViewBody } from './contract.ts';
import { loadDesk, removeFromDesk, storeLook, storePhrase, storeView } from './desk-store.ts';
import { workMessages } from './messages.ts';
import type { WorkTables } from './work-tables.gen.ts';

interface OwnDesk {
  readonly officerId: Id;
  readonly desk: DeskView;
}

/** Whose desk it is, the actor says and not the request: so there is no other officer's to ask for. */
function isOfficer(actor: Actor): boolean {
  return actor.kind === 'officer';
}

function officerIdOf(actor: Actor): Id {
  if (actor.kind !== 'officer') throw new Error('Only officers have a desk.');
  return actor.id;
}

async function loadOwnDesk(db: Db<WorkTables>, _input: unknown, { actor }: UseCaseContext): Promise<OwnDesk> {
  const officerId = officerIdOf(actor);
  return { officerId, desk: await loadDesk(db, officerId) };
}

const ofOwnDesk = {
  zone: 'extranet',
  audience: ['officer'],
  object: () => ({ kind: 'desk' }),
  load: loadOwnDesk,
  permission: isOfficer,
} as const;

export const viewDesk = query<undefined, OwnDesk, WorkTables, DeskView>({
  ...ofOwnDesk,
  name: 'view-desk',
  audited: false,
  present: ({ desk }) => desk,
});

function assertRoom(names: readonly string[], name: string, most: number): void {
  if (names.includes(name) || names.length < most) return;
  throw new AppError('conflict', 'desk-full', fillText(workMessages.deskFull, { most }));
}

/** Keeps a view under its name; one of the same name is replaced. */
export const saveView = command<
  SaveViewBody,
  OwnDesk,
  SaveViewBody & { readonly officerId: Id },
  void,
  WorkTables
>({
  ...ofOwnDesk,
  name: 'save-view',
  decide({ officerId, desk }, { name, wish }) {
    const names = desk.views.map((view) => view.name);
    assertRoom(names, name.trim(), deskMost.views);
    return { change: { officerId, name: name.trim(), wish }, answer: undefined, events: [] };
  },
  store: (db, { officerId, ...view }, { now }) => storeView(db, officerId, view, now),
});

/** Keeps a phrase under its name; one of the same name is replaced. */
export const savePhrase = command<
  SavePhraseBody,
  OwnDesk,
  SavePhraseBody & { readonly officerId: Id },
  void,
  WorkTables
>({
  ...ofOwnDesk,
  name: 'save-phrase',
  decide({ officerId, desk }, { name, body }) {
    const names = desk.phrases.map((phrase) => phrase.name);
    assertRoom(names, name.trim(), deskMost.phrases);
    return { change: { officerId, name: name.trim(), body: body.trim() }, answer: undefined, events: [] };
  },
  store: (db, { officerId, ...phrase }, { now }) => storePhrase(db, officerId, phrase, now),
});

interface Removal {
  readonly officerId: Id;
  readonly id: Id;
}

/** What is not there is gone already: removing it again changes nothing. */
export const removeView = command<{ readonly id: Id }, OwnDesk, Removal, void, WorkTables>({
  ...ofOwnDesk,
  name: 'remove-view',
  decide: ({ officerId }, { id }) => ({ change: { officerId, id }, answer: undefined, events: [] }),
  store: (db, { officerId, id }) => removeFromDesk(db, 'work.savedView', officerId, id),
});

export const removePhrase = command<{ readonly id: Id }, OwnDesk, Removal, void, WorkTables>({
  ...ofOwnDesk,
  name: 'remove-phrase',
  decide: ({ officerId }, { id }) => ({ change: { officerId, id }, answer: undefined, events: [] }),
  store: (db, { officerId, id }) => removeFromDesk(db, 'work.phrase', officerId, id),
});

/** What is in the inbox now was seen: what comes later is new. */
export const markInboxSeen = command<undefined, OwnDesk, Id, void, WorkTables>({
  ...ofOwnDesk,
  name: 'mark-inbox-seen',
  decide: ({ officerId }) => ({ change: officerId, answer: undefined, events: [] }),
  store: (db, officerId, { now }) => storeLook(db, officerId, now),
});
