// Owns licences as tests need them, made as the platform makes them; refuses to be used outside of tests.
import { type LegalDay, legalDay } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import type { Organ } from '#modules/organs';
import { inTransaction, type Pools } from '#platform/database';
import { drawUpLicence, type LicenceEntry } from './licence.ts';
import { storeLicence } from './licence-store.ts';

/** Monday 23 November 2026, 10:00 in Shantou. */
export const fixtureNow = new Date('2026-11-23T02:00:00Z');

export interface LicenceFixture {
  readonly organ: Organ;
  readonly holderId: Id;
  readonly kind?: string;
  readonly issuedOn?: LegalDay;
  readonly validityYears?: number | null;
  readonly entries?: readonly LicenceEntry[];
}

/** A food operation permit of five years, issued on 23 November 2026, unless said otherwise. Answers its id. */
export async function buildLicence(pools: Pools, stated: LicenceFixture): Promise<Id> {
  const now = fixtureNow;
  const licence = drawUpLicence(
    {
      kind: stated.kind ?? 'food-operation-permit',
      name: { zh: '食品经营许可证', en: 'Food Operation Permit' },
      holderId: stated.holderId,
      holderName: '示例居民',
      entries: stated.entries ?? [
        {
          field: 'premisesAddress',
          label: { zh: '地址', en: 'Address' },
          value: { zh: '示例路1号', en: '示例路1号' },
        },
        { field: 'shopName', label: { zh: '店名', en: 'Shop' }, value: { zh: '示例饭店', en: '示例饭店' } },
        { field: 'seats', label: { zh: '座位', en: 'Seats' }, value: { zh: '40', en: '40' } },
      ],
      organId: stated.organ.id,
      organName: stated.organ.name,
      districtCode: stated.organ.divisionCode.slice(0, 6),
      source: { kind: 'case', id: newId(now) },
      issuedOn: stated.issuedOn ?? legalDay('2026-11-23'),
      validityYears: stated.validityYears === undefined ? 5 : stated.validityYears,
    },
    now,
  );
  const actor = { kind: 'system', name: 'test' } as const;
  await inTransaction(pools.get('worker_extranet'), actor, { readOnly: false }, (db) =>
    storeLicence(db, licence, now),
  );
  return licence.id;
}
