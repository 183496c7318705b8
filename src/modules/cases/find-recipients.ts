// Owns who would get a draft's cases, told before it is sent; refuses to guess where nobody is responsible.
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { findResponsibleOrgan } from '#modules/catalogue';
import { getOrgan } from '#modules/organs';
import { query } from '#platform/use-case';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { getDraftInHand } from './draft-store.ts';

export interface Recipient {
  readonly serviceName: Text;
  readonly organName: Text;
}

interface Loaded {
  readonly residentId: Id;
  readonly recipients: readonly Recipient[];
}

/** The organs to which the draft's services go for its premises; services without one are left out. */
export const findRecipients = query<
  { readonly draftId: Id; readonly on: LegalDay },
  Loaded,
  CasesTables,
  readonly Recipient[]
>({
  name: 'find-recipients',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  async load(db, { draftId, on }, { vault }) {
    const { draft, lifeEvent, services } = await getDraftInHand(db, draftId, vault);
    const divisionCode = draft.answers[lifeEvent.content.divisionFrom];
    const recipients: Recipient[] = [];
    for (const { content } of typeof divisionCode === 'string' ? services : []) {
      const found = await findResponsibleOrgan(db, {
        serviceKey: content.key,
        divisionCode: String(divisionCode),
        on,
      });
      if (found === undefined) continue;
      recipients.push({ serviceName: content.name, organName: (await getOrgan(db, found.organId)).name });
    }
    return { residentId: draft.residentId, recipients };
  },
  permission: (actor, loaded) => isOwn(actor, loaded),
  present: ({ recipients }) => recipients,
});
