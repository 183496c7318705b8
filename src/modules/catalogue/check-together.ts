// Owns what services, forms and life events owe each other; refuses a name in one that no other has.
import type { FormContent } from '#engines/forms';
import { listUnknown, refuse } from './check-content.ts';
import type { LifeEventContent, ServiceContent } from './contract.ts';
import { findUnknownName } from './requirements.ts';

interface Together {
  readonly services: ReadonlyMap<string, ServiceContent>;
  readonly forms: ReadonlyMap<string, FormContent>;
  readonly lifeEvents: readonly LifeEventContent[];
}

/** Throws an Error with a sentence for every name that leads nowhere, beginning with the life event or service. */
export function checkTogether({ services, forms, lifeEvents }: Together): void {
  refuse([
    ...lifeEvents.flatMap((lifeEvent) =>
      listLifeEventFaults(lifeEvent, services, forms).map((fault) => `${lifeEvent.key}: ${fault}`),
    ),
    ...[...services.values()].flatMap((service) =>
      listServiceFaults(service, forms, lifeEvents).map((fault) => `${service.key}: ${fault}`),
    ),
  ]);
}

function listLifeEventFaults(
  lifeEvent: LifeEventContent,
  services: Together['services'],
  forms: Together['forms'],
): readonly string[] {
  const form = forms.get(lifeEvent.form);
  if (form === undefined) return [`The form "${lifeEvent.form}" is not there.`];
  const fields = Object.keys(form.fields);
  const used = [
    lifeEvent.divisionFrom,
    ...(lifeEvent.subjectField === undefined ? [] : [lifeEvent.subjectField]),
    ...lifeEvent.consistency.map((one) => one.field),
  ];
  const situations = lifeEvent.situations.map((one) => one.key);
  const conditions = lifeEvent.consistency.flatMap((one) => Object.keys(one.when));
  return [
    ...listUnknown('The service', lifeEvent.services ?? [], [...services.keys()]),
    ...listUnknown('The field of the form', used, fields),
    ...listUnknown('The situation', conditions, situations),
    ...situations
      .filter((one) => fields.includes(one))
      .map((one) => `"${one}" is both a situation and a field of the form.`),
  ];
}

/** A field that a service names must be asked by the form of one life event at least that leads to it. */
function listServiceFaults(
  service: ServiceContent,
  forms: Together['forms'],
  lifeEvents: Together['lifeEvents'],
): readonly string[] {
  const leading = lifeEvents.filter((one) => one.services?.includes(service.key) === true);
  if (leading.length === 0) return [];
  const fields = leading.flatMap((one) => Object.keys(forms.get(one.form)?.fields ?? {}));
  const situations = leading.flatMap((one) => one.situations.map(({ key }) => key));
  const { entries = [], holderField } = service.result;
  const asked = service.dataFields.map((one) => one.field);
  return [
    ...listUnknown('No form asks for the field', asked, fields),
    // What a licence states is taken from the case's own answers, so the organ must have them.
    ...listUnknown(
      'The licence states a field that is not among dataFields:',
      [...entries, ...(holderField === undefined ? [] : [holderField])],
      asked,
    ),
    ...service.evidence.flatMap(({ key, when }) => {
      const unknown = when === undefined ? undefined : findUnknownName(when, [...fields, ...situations]);
      return unknown === undefined ? [] : [`The condition of the evidence "${key}": ${unknown}`];
    }),
  ];
}
