// Owns in which modes a service is handled and what each changes; pure. A service without `modes` has 'ordinary' alone.
import { applicantModes, type ModeName, type ServiceContent, type ServiceMode } from './contract.ts';

const ordinaryAlone: ServiceMode = { mode: 'ordinary', basis: [], verified: true };

/** The modes that the service offers, in the order of its file. */
export function modesOf(service: ServiceContent): readonly ServiceMode[] {
  return service.modes ?? [ordinaryAlone];
}

/** Undefined where the service does not offer it. */
export function findMode(service: ServiceContent, mode: ModeName): ServiceMode | undefined {
  return modesOf(service).find((one) => one.mode === mode);
}

/** What the applicant may choose from: 'ordinary' and 'commitment'. The others are the officer's. Never empty. */
export function applicantModesOf(service: ServiceContent): readonly ServiceMode[] {
  return modesOf(service).filter(({ mode }) => applicantModes.includes(mode));
}

/** What is proposed to the applicant: the mode marked as default, else the first that an applicant may choose. */
export function defaultModeOf(service: ServiceContent): ModeName {
  const offered = applicantModesOf(service);
  return (offered.find((one) => one.default === true) ?? offered[0] ?? ordinaryAlone).mode;
}

/** The key of the process that a case of this mode runs through. */
export function processOf(service: ServiceContent, mode: ModeName): string {
  return findMode(service, mode)?.process ?? service.process;
}
