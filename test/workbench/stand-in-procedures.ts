// Owns the procedures that the stand-in server knows; refuses a conclusion without an outcome.
import { legalDay } from '#kernel/dates';
import { type Text, text } from '#kernel/texts';
import type { CaseView, ProcedureView, RecordFileView } from '#modules/cases/contract';
import { caseIdOf, organName, today } from './stand-in-cases.ts';
import type { Failure } from './stand-in-server.ts';

const asked = text('汕头市龙湖区消防救援大队', 'Longhu Fire and Rescue');

export function buildProcedure(
  index: number,
  theCase: CaseView,
  changed: Partial<ProcedureView> = {},
): ProcedureView {
  return {
    id: caseIdOf(5_000 + index),
    revision: 1,
    caseId: theCase.id,
    caseNumber: theCase.number,
    serviceName: theCase.serviceName,
    caseOrganName: theCase.organName,
    mayOpenCase: true,
    subject: theCase.subject,
    kind: 'consultation',
    kindName: text('征求意见', 'Consultation'),
    ground: null,
    askedOrganName: asked,
    request: '后厨拟用明火，面积85.5平方米，请就疏散通道是否符合要求提出意见。',
    appointment: null,
    participants: [],
    answers: theCase.answers,
    evidence: theCase.evidence,
    stopsClock: false,
    startsOn: today,
    dueOn: legalDay('2026-11-27'),
    status: 'open',
    statusName: text('进行中', 'Open'),
    outcome: null,
    outcomeName: null,
    result: null,
    recordedBy: [],
    hearing: null,
    files: [],
    fileToAdd: null,
    openedAt: '2026-11-23T01:10:00Z',
    concludedAt: null,
    allowedOutcomes: [
      { outcome: 'agree', name: text('同意', 'Agreed') },
      { outcome: 'agree-with-conditions', name: text('附条件同意', 'Agreed with conditions') },
      { outcome: 'disagree', name: text('不同意', 'Disagreed') },
    ],
    colleagues: [],
    ...changed,
  };
}

/** A joint visit that this officer records. */
export function buildVisit(index: number, theCase: CaseView): ProcedureView {
  return buildProcedure(index, theCase, {
    kind: 'site-visit',
    kindName: text('联合踏勘', 'Joint site visit'),
    askedOrganName: null,
    request: '核对平面布局、疏散通道和隔油池。',
    appointment: { at: '2026-11-25T01:30:00.000Z', place: '金霞街道金砂路12号104铺' },
    participants: [asked],
    fileToAdd: 'visit-photograph',
    allowedOutcomes: [
      { outcome: 'in-order', name: text('符合要求', 'In order') },
      { outcome: 'not-in-order', name: text('不符合要求', 'Not in order') },
    ],
    colleagues: [
      { id: caseIdOf(9001), displayName: '示例审查员乙' },
      { id: caseIdOf(9003), displayName: '示例消防员丁' },
    ],
  });
}

/** A hearing that is over: it had stopped the clock. */
export function buildHearing(index: number, theCase: CaseView): ProcedureView {
  return buildProcedure(index, theCase, {
    kind: 'special',
    kindName: text('特别程序', 'Special procedure'),
    ground: text('听证', 'Hearing'),
    askedOrganName: null,
    request: '相邻住户申请听证。',
    stopsClock: true,
    startsOn: legalDay('2026-11-12'),
    dueOn: legalDay('2026-11-20'),
    status: 'concluded',
    statusName: text('已完成', 'Concluded'),
    outcome: 'done',
    outcomeName: text('特别程序已结束', 'The special procedure has ended'),
    result: '听证笔录见附件，相邻住户对油烟排放提出意见，申请人承诺加装净化设备。',
    recordedBy: ['示例审查员乙'],
    concludedAt: '2026-11-18T08:00:00Z',
    allowedOutcomes: [],
  });
}

/** A file more, under the name that the browser sent it by, or the one that the path names less. */
export function changeFiles(
  found: ProcedureView,
  fileId: string,
  { fileName }: { readonly fileName?: string },
): ProcedureView {
  if (fileName === undefined) return { ...found, files: found.files.filter((one) => one.id !== fileId) };
  const file: RecordFileView = {
    id: `plan-${found.files.length + 1}`,
    kind: found.fileToAdd ?? 'visit-photograph',
    kindName: text('踏勘照片', 'Photograph of the visit'),
    fileName,
    mediaType: fileName.endsWith('.pdf') ? 'application/pdf' : 'image/png',
    sizeBytes: 20_480,
    sha256: 'ab'.repeat(32),
    addedAt: '2026-11-23T03:15:00Z',
    sealed: false,
  };
  return { ...found, files: [...found.files, file] };
}

/** A hearing that neighbours were told of, on the page of whoever holds it. */
export function buildOpenHearing(index: number, theCase: CaseView): ProcedureView {
  return buildProcedure(index, theCase, {
    kind: 'special',
    kindName: text('特别程序', 'Special procedure'),
    ground: text('听证', 'Hearing'),
    askedOrganName: null,
    request: '油烟排放直接影响相邻住户。',
    dueOn: legalDay('2026-11-30'),
    allowedOutcomes: [],
    hearing: {
      basisName: text('直接涉及申请人与他人之间重大利益关系（第四十七条）', 'Major interests (article 47)'),
      interested: ['示例住户甲', '示例住户乙'],
      toldOn: today,
      askBy: legalDay('2026-11-30'),
      asked: null,
      holdBy: null,
      appointment: null,
      withdrawn: [],
      mayRecordRequest: true,
      mayAppoint: false,
      mayPreside: [{ id: caseIdOf(9001), displayName: '示例负责人戊' }],
    },
  });
}

/** The hearing a step on, as its request or its appointment says. */
export function stepHearing(
  procedure: ProcedureView,
  what: string,
  body: { readonly by?: string; readonly on?: string; readonly at?: string; readonly place?: string },
): ProcedureView {
  const { hearing } = procedure;
  if (hearing === null) return procedure;
  const changed =
    what === 'hearing-request'
      ? {
          ...hearing,
          asked: { by: body.by ?? '', on: legalDay(body.on ?? '') },
          holdBy: legalDay('2026-12-28'),
          mayRecordRequest: false,
          mayAppoint: true,
        }
      : {
          ...hearing,
          appointment: {
            at: body.at ?? '',
            place: body.place ?? '',
            noticeOn: today,
            presidingName: '示例负责人戊',
          },
        };
  return { ...procedure, revision: procedure.revision + 1, hearing: changed };
}

export interface ConclusionBody {
  readonly revision: number;
  readonly outcome: string;
  readonly result: string;
  readonly companionIds?: readonly string[];
}

/** The procedure as it stands after, or why not. */
export function conclude(procedure: ProcedureView, body: ConclusionBody): ProcedureView | Failure {
  if (body.revision !== procedure.revision) {
    return {
      status: 409,
      code: 'case-changed',
      zh: '这项程序在您打开以后有了变化，您的操作没有生效。',
      en: 'It changed since you opened it, so nothing was done.',
    };
  }
  const chosen = procedure.allowedOutcomes.find(({ outcome }) => outcome === body.outcome);
  return {
    ...procedure,
    revision: procedure.revision + 1,
    status: 'concluded',
    statusName: text('已完成', 'Concluded'),
    outcome: body.outcome,
    outcomeName: chosen?.name ?? nameless,
    result: body.result,
    recordedBy: ['示例审查员甲'],
    files: procedure.files.map((file) => ({ ...file, sealed: true })),
    fileToAdd: null,
    concludedAt: '2026-11-23T03:20:00Z',
    allowedOutcomes: [],
  };
}

const nameless: Text = text('？', '?');

/** For another organ: the case stays hidden. */
export function askedOfUs(procedure: ProcedureView): ProcedureView {
  return { ...procedure, mayOpenCase: false, caseOrganName: asked, askedOrganName: organName };
}
