// Owns how a licence and its state are put into what screens show; refuses ids of people.
import type { LegalDay } from '#kernel/dates';
import type { Text } from '#kernel/texts';
import type { LicenceView } from './contract.ts';
import type { LicenceEntry } from './licence.ts';
import type { Standing } from './licence-state.ts';
import type { LicenceTemplate } from './licence-template.ts';

export interface PrintedLicence {
  readonly number: string;
  readonly name: Text;
  readonly holderName: string;
  readonly entries: readonly LicenceEntry[];
  readonly organName: Text;
  readonly issuedOn: LegalDay;
  readonly expiresOn: LegalDay | null;
  readonly verificationCode: string;
}

export function licenceView(
  printed: PrintedLicence,
  standing: Standing,
  template: Pick<LicenceTemplate, 'labels'> | undefined,
): LicenceView {
  return {
    number: printed.number,
    name: printed.name,
    holderName: printed.holderName,
    entries: printed.entries.map(({ label, value }) => ({ label, value })),
    organName: printed.organName,
    issuedOn: printed.issuedOn,
    expiresOn: printed.expiresOn,
    state: standing.state,
    since: standing.since,
    until: standing.until,
    labels: template?.labels ?? {},
    verificationCode: printed.verificationCode,
  };
}
