// Owns the shape of case.json in an archive package, described for readers of later times; refuses what it does not describe.
import Type, { type Static, type TSchema } from 'typebox';
import { caseModes, caseStatuses } from './contract.ts';

const strict = { additionalProperties: false } as const;
const object = <Members extends Record<string, TSchema>>(members: Members, description?: string) =>
  Type.Object(members, { ...strict, ...(description === undefined ? {} : { description }) });
const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const say = (description: string) => Type.String({ description });

const words = object({ zh: Type.String(), en: Type.String() });
const day = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'A legal day in China (Asia/Shanghai).',
});
const instant = say('ISO 8601, in UTC.');
const person = nullable(
  object({ id: Type.String(), name: Type.String() }, 'An officer; null where the platform itself acted.'),
);
const place = object(
  { package: Type.Integer(), path: Type.String() },
  'Where the file lies: the version of the package, which is this one or an earlier one, and the path in it.',
);

/** case.json. What is null did not happen, or is not known. */
export const archivedCaseSchema = object({
  format: Type.Literal('yizhan-archived-case'),
  formatVersion: Type.Literal(1),
  case: object({
    number: Type.String(),
    serviceKey: Type.String(),
    serviceName: words,
    serviceKind: say('As administrative-licence (行政许可) or public-service (公共服务).'),
    organ: object({ name: words, creditCode: nullable(Type.String()), divisionCode: Type.String() }),
    responsibility: Type.Unknown({
      description: 'Why this organ: the rows of responsibility and delegation.',
    }),
    subject: say('What it is about, as lists name it: the name of a shop.'),
    status: Type.Enum([...caseStatuses]),
    statusName: words,
    mode: Type.Enum([...caseModes]),
    modeName: words,
    openedAt: instant,
    receivedOn: nullable(day),
    acceptedOn: nullable(day),
    acceptedByLaw: Type.Boolean({
      description: 'No notice in time, so accepted by law (行政许可法 第三十二条第一款第四项).',
    }),
    decidedOn: nullable(day),
    closedAt: instant,
    waitedFor: nullable(object({ number: Type.String(), serviceName: words })),
    handedOver: Type.Unknown({ description: 'The result of the earlier case that began this one; or null.' }),
  }),
  application: object({
    number: Type.String(),
    submittedAt: instant,
    channel: say('portal, or window where it was taken in person.'),
  }),
  applicant: object({
    name: Type.String(),
    idNumber: Type.String(),
    agent: Type.Unknown({ description: 'Whoever came in the applicant’s place; or null.' }),
  }),
  answers: Type.Array(object({ field: Type.String(), label: words, value: words }), {
    description: 'What the applicant entered, as far as this service needs it, in the words of its form.',
  }),
  data: Type.Unknown({ description: 'The same as the form stores it, by field.' }),
  commitment: nullable(object({ text: words, consequences: nullable(words), acceptedAt: Type.String() })),
  deferred: Type.Array(words, {
    description: 'Documents that were undertaken to be supplied later (容缺受理).',
  }),
  evidence: Type.Array(
    object({
      id: Type.String(),
      requirementKey: Type.String(),
      requirementName: words,
      round: Type.Integer({
        description: '0 with the application, 1 with the reply to the correction notice, 2 supplied later.',
      }),
      fileName: say('As the applicant named the file.'),
      mediaType: Type.String(),
      sizeBytes: Type.Integer(),
      sha256: Type.String(),
      suppliedAt: instant,
      originalSeen: Type.Boolean({ description: 'A clerk compared it with the original.' }),
      file: place,
    }),
  ),
  correction: nullable(
    object({
      items: Type.Array(object({ requirementName: words, sentence: Type.String() })),
      noticedBy: person,
      noticedAt: instant,
      suppliedAt: nullable(instant),
      note: nullable(Type.String()),
    }),
  ),
  opinions: Type.Array(
    object({
      step: words,
      officer: person,
      companion: person,
      conclusion: Type.String(),
      opinion: Type.String(),
      givenAt: instant,
    }),
  ),
  procedures: Type.Array(
    object({
      kind: Type.String(),
      name: words,
      ground: nullable(Type.String()),
      askedOrganName: nullable(words),
      request: Type.String(),
      detail: Type.Unknown(),
      hearing: Type.Optional(
        Type.Unknown({ description: 'Who was told, who asked, when and under whom it was held.' }),
      ),
      stopsClock: Type.Boolean(),
      startsOn: day,
      dueOn: nullable(day),
      status: Type.String(),
      outcome: nullable(Type.String()),
      outcomeName: nullable(words),
      result: nullable(Type.String()),
      record: Type.Unknown(),
      openedAt: instant,
      concludedAt: nullable(instant),
    }),
  ),
  recordFiles: Type.Optional(
    Type.Array(
      object({
        id: Type.String(),
        kind: Type.String(),
        name: words,
        fileName: say('As the officer named the file.'),
        mediaType: Type.String(),
        sizeBytes: Type.Integer(),
        sha256: Type.String(),
        addedBy: person,
        addedAt: instant,
        sealedAt: nullable(instant),
        file: place,
      }),
      {
        description:
          'Photographs, signed minutes and proofs that belong to a record; left out where there are none.',
      },
    ),
  ),
  acts: Type.Array(
    object({
      kind: Type.String(),
      name: words,
      reasons: Type.String(),
      detail: Type.Unknown(),
      actedAt: instant,
    }),
    { description: 'What was done beside deciding: extension, transfer, termination, withdrawal.' },
  ),
  clocks: Type.Array(
    object({
      id: Type.String(),
      kind: Type.String(),
      name: words,
      startedOn: day,
      dueOn: day,
      countedDays: Type.Integer(),
      unit: Type.String(),
      basis: words,
      startedAt: instant,
      endedAt: nullable(instant),
      replacesId: nullable(Type.String()),
      revisedBecause: nullable(Type.String()),
      summary: Type.Array(words),
      days: Type.Array(words, {
        description: 'Every day from the event to the last day, and why it counts.',
      }),
      warnings: Type.Array(words),
    }),
  ),
  decision: nullable(
    object({
      number: Type.String(),
      outcome: Type.String(),
      reasons: Type.String(),
      basis: words,
      appeal: Type.Array(words),
      decidedBy: person,
      decidedOn: day,
      decidedAt: instant,
    }),
  ),
  licence: nullable(
    object(
      {
        number: Type.String(),
        version: Type.Integer(),
        name: words,
        holderName: Type.String(),
        organName: words,
        entries: Type.Array(object({ label: words, value: words })),
        issuedOn: day,
        expiresOn: nullable(day),
        verificationCode: Type.String(),
        file: place,
      },
      'As this case brought it forth; what became of it later is in the register of licences.',
    ),
  ),
  papers: Type.Array(
    object({
      id: Type.String(),
      kind: Type.String(),
      title: words,
      issuerName: words,
      number: Type.String(),
      issuedOn: day,
      issuedAt: instant,
      verificationCode: Type.String(),
      replacedByNumber: nullable(Type.String()),
      content: Type.Unknown({ description: 'What is printed beside number, title, issuer and day.' }),
      file: place,
    }),
  ),
  deliveries: Type.Array(
    object({
      of: say('Number of the paper or licence.'),
      channel: Type.String(),
      channelName: words,
      deliveredOn: day,
      deliveredAt: nullable(instant),
      receiverName: Type.String(),
      receiverRelation: Type.String(),
      trackingNumber: nullable(Type.String()),
      statement: Type.String(),
      signedHow: Type.Optional(say('paper: on the printed proof; pad: drawn, and shown in the proof.')),
      recordedBy: person,
    }),
  ),
  story: Type.Array(object({ at: instant, text: words }), {
    description: 'The history as sentences; events.jsonl has it as facts.',
  }),
  people: Type.Array(object({ id: Type.String(), name: Type.String(), is: Type.String() }), {
    description: 'Whoever events.jsonl names by an id.',
  }),
});
export type ArchivedCase = Static<typeof archivedCaseSchema>;

/** The text of case.schema.json, which lies beside case.json: JSON Schema. */
export function archivedCaseSchemaText(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'case.json of a Yizhan archive package, format version 1',
    ...archivedCaseSchema,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
