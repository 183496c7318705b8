// Owns the shape of what the catalogue publishes, as browser and server agree on it; refuses to know how it is stored.
import Type from 'typebox';
import { keys, legalBasisContent, nullable } from './shared-content.ts';

export {
  type LifeEventContent,
  type LifeEventFile,
  type LifeEventRule,
  lifeEventFile,
} from './life-event-content.ts';
export {
  applicantModes,
  type EvidenceRequirement,
  type ModeName,
  type ServiceContent,
  type ServiceMode,
  serviceContent,
} from './service-content.ts';
export { type LegalBasisContent, legalBasisContent } from './shared-content.ts';

/** data/<city>/responsibilities.json. */
export const responsibilitiesContent = Type.Object({
  responsibilities: Type.Array(
    Type.Object({
      service: Type.String(),
      divisionCode: Type.String(),
      exerciseLevel: Type.String(),
      organ: Type.String(),
      basis: keys,
      validFrom: Type.String(),
      validTo: nullable(Type.String()),
    }),
  ),
  delegations: Type.Array(
    Type.Object({
      service: Type.String(),
      divisionCode: Type.String(),
      delegatingOrgan: Type.String(),
      delegate: Type.String(),
      basis: keys,
      validFrom: Type.String(),
      validTo: nullable(Type.String()),
    }),
  ),
  legalBasis: Type.Array(legalBasisContent),
});
