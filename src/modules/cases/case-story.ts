// Owns how the history of a case reads: sentences in the order of time; pure.
import type { Id } from '#kernel/ids';
import { fillText, type Text } from '#kernel/texts';
import type { CaseDetails } from './case-queries.ts';
import type { StoryLine } from './contract.ts';
import { storyTexts, taskNames } from './messages.ts';
import type { OrganActRecord } from './organ-act.ts';
import {
  actNames,
  groundNameOf,
  outcomeNames,
  procedureNames,
  procedureStatusNames,
} from './procedure-messages.ts';
import type { ProcedureRecord } from './procedure-store.ts';
import type { RecordFile } from './record-file.ts';
import { recordFileMessages, recordFileNames } from './record-file-messages.ts';

/** What happened to the case, oldest first. */
export function storyOf(
  details: CaseDetails,
  officerNames: ReadonlyMap<Id, string>,
  licenceNumber: string | undefined,
  beside: {
    readonly procedures: readonly ProcedureRecord[];
    readonly acts: readonly OrganActRecord[];
    readonly files: readonly RecordFile[];
  },
): readonly StoryLine[] {
  const lines: { at: Date; text: Text }[] = [
    { at: details.openedAt, text: fillEach(storyTexts.opened, { organ: details.organName }) },
    ...(details.waitsFor === null
      ? []
      : [
          {
            at: details.openedAt,
            text: fillEach(storyTexts.waiting, {
              number: same(details.waitsFor.number),
              service: details.waitsFor.serviceName,
            }),
          },
        ]),
    ...details.steps.flatMap(({ element, kind, occurredAt }) => {
      const found = stepText(details, element, kind);
      return found === undefined ? [] : [{ at: occurredAt, text: found }];
    }),
    ...details.opinions.map((one) => ({
      at: one.givenAt,
      text: fillEach(storyTexts.opinion, {
        officer: nameActing(officerNames, one.officerId, one.actingForId),
        step: taskNames[one.element] ?? same(one.element),
        conclusion: storyTexts[one.conclusion],
      }),
    })),
    ...correctionLines(details, officerNames),
    ...endLines(details, licenceNumber),
    ...beside.procedures.flatMap(procedureLines),
    ...beside.acts.map(({ kind, actedAt }) => ({ at: actedAt, text: actNames[kind] })),
    ...fileLines(beside.files),
  ];
  return lines
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map((line) => ({ at: line.at.toISOString(), text: line.text }));
}

/** An officer, and in brackets the absent colleague by whose post they acted: 甲（代乙）. */
export function nameActing(names: ReadonlyMap<Id, string>, officerId: Id, actingForId: Id | null): Text {
  const name = names.get(officerId) ?? '';
  if (actingForId === null) return same(name);
  return fillText(storyTexts.actingFor, { name, absent: names.get(actingForId) ?? '' });
}

function procedureLines(one: ProcedureRecord): { at: Date; text: Text }[] {
  const name = groundNameOf(one.ground) ?? procedureNames[one.kind];
  const whom = one.askedOrganName ?? { zh: '', en: '' };
  const outcome = one.outcome === null ? procedureStatusNames[one.status] : outcomeNames[one.outcome];
  return [
    {
      at: one.openedAt,
      text: fillEach(one.askedOrganName === null ? storyTexts.began : storyTexts.asked, { name, whom }),
    },
    ...(one.concludedAt === null
      ? []
      : [
          {
            at: one.concludedAt,
            text: fillEach(storyTexts.ended, { name, outcome: outcome ?? same(one.outcome ?? '') }),
          },
        ]),
  ];
}

/** A line for all files of one kind that one record took in: 'Photograph of the visit: 3'. */
function fileLines(files: readonly RecordFile[]): { at: Date; text: Text }[] {
  const records = Map.groupBy(
    files.filter((one) => one.sealedAt !== null),
    ({ kind, sealedAt }) => `${kind} ${sealedAt?.toISOString()}`,
  );
  return [...records.values()].flatMap(([first, ...others]) =>
    first === undefined || first.sealedAt === null
      ? []
      : [
          {
            at: first.sealedAt,
            text: fillEach(recordFileMessages.story, {
              name: recordFileNames[first.kind],
              count: same(String(others.length + 1)),
            }),
          },
        ],
  );
}

function same(value: string): Text {
  return { zh: value, en: value };
}

/** A sentence whose places are filled in each language by words of that language. */
export function fillEach(message: Text, parameters: Readonly<Record<string, Text>>): Text {
  const inOne = (locale: 'zh' | 'en') =>
    fillText(
      message,
      Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, value[locale]])),
    )[locale];
  return { zh: inOne('zh'), en: inOne('en') };
}

function stepText(details: CaseDetails, element: string, kind: string): Text | undefined {
  if (element === 'accept' && kind === 'entered') return storyTexts.received;
  if (element === 'accept-corrected' && kind === 'entered') return storyTexts['accept-corrected-entered'];
  if (element === 'deem-accepted' && kind === 'completed') return storyTexts.acceptedByLaw;
  const acceptedNow = (element === 'accept' || element === 'accept-corrected') && kind === 'completed';
  const wasAccepted =
    details.acceptedOn !== null && (element === 'accept-corrected' || details.correction === null);
  return acceptedNow && wasAccepted ? storyTexts.accepted : undefined;
}

function correctionLines(
  { correction }: CaseDetails,
  officerNames: ReadonlyMap<Id, string>,
): { at: Date; text: Text }[] {
  if (correction === null) return [];
  const officer = same(officerNames.get(correction.noticedBy) ?? '');
  return [
    { at: correction.noticedAt, text: fillEach(storyTexts.correction, { officer }) },
    ...(correction.suppliedAt === null ? [] : [{ at: correction.suppliedAt, text: storyTexts.supplied }]),
  ];
}

function endLines(details: CaseDetails, licenceNumber: string | undefined): { at: Date; text: Text }[] {
  const { closedAt, decision } = details;
  const lines: { at: Date; text: Text }[] = [];
  if (decision !== null) {
    const decided = details.decidedAt ?? closedAt;
    if (decided !== null)
      lines.push({
        at: decided,
        text: fillEach(storyTexts[decision.outcome], { number: same(decision.number) }),
      });
  }
  if (closedAt !== null && licenceNumber !== undefined) {
    lines.push({ at: closedAt, text: fillEach(storyTexts.licence, { number: same(licenceNumber) }) });
  }
  return lines;
}
