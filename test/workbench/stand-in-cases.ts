// Owns the cases that the stand-in server knows, in the contract's shapes; refuses to be taken for the real rules.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildCalendar,
  type Calendar,
  computeDeadline,
  elapsedDays,
  formatLawReference,
  isOverdue,
  law,
  listDerivation,
  parseCalendarYear,
  summariseDerivation,
} from '#engines/clock';
import { addDays, type LegalDay, legalDay } from '#kernel/dates';
import { type Text, text } from '#kernel/texts';
import type { CaseAction, CaseStatus, CaseView, InboxRow, ProcedureView } from '#modules/cases/contract';
import type { ClockKind, ClockView, Urgency } from '#modules/work/contract';

export const today = legalDay('2026-11-23');
const calendarFile = path.join(import.meta.dirname, '../../data/calendar/2026.json');
const calendar: Calendar = buildCalendar([parseCalendarYear(JSON.parse(readFileSync(calendarFile, 'utf8')))]);

export const organName = text(
  '汕头市龙湖区市场监督管理局',
  'Longhu District Administration for Market Regulation',
);
const serviceName = text('食品经营许可（餐饮服务）', 'Food operation permit (catering)');

const shops = [
  '示例粿条店',
  '海平路牛肉火锅',
  '一口鲜海产食坊',
  '老潮兴粿品',
  '阿婆甘草水果',
  '新桥生腌馆',
  '金砂咖啡',
];
const applicants = [
  '示例申请人',
  '林晓燕',
  '陈国强',
  '黄丽珊',
  '郑泽鹏',
  '=1+1（测试）',
  '汕头市新桥餐饮有限公司',
];

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}

function twoLanguages(build: (locale: 'zh' | 'en') => readonly string[]): readonly Text[] {
  const english = build('en');
  return build('zh').map((zh, index) => ({ zh, en: english[index] ?? zh }));
}

export function buildClock(kind: ClockKind, from: LegalDay, count: number, ended: boolean): ClockView {
  const basis = kind === 'acceptance' ? law.correctionNotice : law.licenceDecision;
  const deadline = computeDeadline({ calendar, from, count, unit: 'working-day', basis });
  return {
    id: `${kind}-${from}`,
    kind,
    startedOn: from,
    dueOn: deadline.due,
    elapsedDays: elapsedDays(deadline, today),
    countedDays: deadline.countedDays,
    unit: deadline.unit,
    ended,
    replaced: false,
    revisedBecause: null,
    suspended: false,
    extended: false,
    overdue: !ended && isOverdue(deadline.due, today),
    summary: twoLanguages((locale) => summariseDerivation(deadline.derivation, locale)),
    days: twoLanguages((locale) => listDerivation(deadline.derivation, locale)),
    basis: { zh: formatLawReference(basis, 'zh'), en: formatLawReference(basis, 'en') },
    warnings: deadline.due.startsWith('2027')
      ? [
          text(
            '2027年的节假日安排尚未公布，到期日可能变化。',
            'The holidays of 2027 are not announced yet; the due day may change.',
          ),
        ]
      : [],
  };
}

const consequences: Record<CaseAction, Text> = {
  accept: text('受理：决定期限从今天开始计算', 'Accept: the time to decide starts today'),
  'request-correction': text(
    '一次性告知补正：只能告知一次，请列全',
    'Request correction: once only, so list everything',
  ),
  'refuse-acceptance': text(
    '不予受理：书面说明理由，并告知申请人救济权利',
    'Refuse acceptance: reasons in writing, with appeal rights',
  ),
  review: text('提交审查意见：转审批人员决定', 'Record the review: the case goes on to the decision'),
  inspect: text('提交现场检查记录：两名以上工作人员', 'Record the inspection: by two officers or more'),
  decide: text('作出决定：送达申请人，不能撤回', 'Decide: the applicant is told; it cannot be taken back'),
  'decide-on-the-spot': text('当场受理并准予', 'Accept and grant on the spot'),
  'open-procedure': text('发起特别程序、征求意见或联合踏勘', 'Begin a procedure beside the case'),
  extend: text('批准延长决定期限：只能一次', 'Extend the time to decide: once'),
  transfer: text('移送有权机关：期限继续计算', 'Transfer: the clock goes on'),
  terminate: text('终止办理：不能撤回', 'Terminate: it cannot be taken back'),
};

export function allow(actions: readonly CaseAction[]): CaseView['allowed'] {
  return actions.map((action) => ({ action, consequence: consequences[action] }));
}

const statusNames: Record<CaseStatus, Text> = {
  waiting: text('等待前项', 'Waiting'),
  received: text('已收件', 'Received'),
  correcting: text('待补正', 'Being corrected'),
  accepted: text('已受理', 'Accepted'),
  granted: text('准予许可', 'Granted'),
  refused: text('不予许可', 'Refused'),
  'not-accepted': text('不予受理', 'Not accepted'),
  stopped: text('等申请人选择', 'Waiting for the applicant'),
  withdrawn: text('已撤回', 'Withdrawn'),
  terminated: text('已终止', 'Terminated'),
};

export function statusName(status: CaseStatus): Text {
  return statusNames[status];
}

export interface StoredCase {
  view: CaseView;
  taskName: Text;
  since: string;
  urgency: Urgency;
}

const urgencies: readonly Urgency[] = ['overdue', 'due-soon', 'in-time', 'in-time', 'in-time', 'none'];

/** The first eight cases stand at particular steps; the others fill the second page. */
const steps: readonly { status: CaseStatus; task: Text; actions: readonly CaseAction[] }[] = [
  {
    status: 'received',
    task: text('受理', 'Acceptance'),
    actions: ['accept', 'request-correction', 'refuse-acceptance'],
  },
  {
    status: 'received',
    task: text('受理', 'Acceptance'),
    actions: ['accept', 'request-correction', 'refuse-acceptance'],
  },
  { status: 'accepted', task: text('决定', 'Decision'), actions: ['decide'] },
  { status: 'accepted', task: text('审查', 'Review'), actions: ['review'] },
  { status: 'accepted', task: text('现场检查', 'Inspection'), actions: ['inspect'] },
];

export function caseIdOf(index: number): string {
  return `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

export function buildCases(count: number): Map<string, StoredCase> {
  const cases = new Map<string, StoredCase>();
  for (let index = 0; index < count; index += 1) {
    const step = steps[index % steps.length];
    if (step === undefined) continue;
    cases.set(caseIdOf(index), buildCase(index, step));
  }
  return cases;
}

function buildCase(index: number, step: (typeof steps)[number]): StoredCase {
  const received = addDays(legalDay('2026-11-19'), -(index % 9));
  const shop = pick(shops, index);
  return {
    taskName: step.task,
    since: `${received}T02:${String(10 + (index % 40))}:00Z`,
    urgency: urgencies[index % urgencies.length] ?? 'none',
    view: {
      id: caseIdOf(index),
      number: `440507-2026-${String(7301 + index * 17).padStart(6, '0')}`,
      revision: 3,
      tasks: [],
      status: step.status,
      statusName: statusNames[step.status],
      subject: shop,
      mode: 'ordinary',
      modeName: text('一般程序', 'Ordinary'),
      commitment: null,
      deferred: [],
      serviceKey: 'food-operation-permit',
      serviceName,
      organName,
      responsibility,
      districtCode: '440507',
      applicantName: pick(applicants, index),
      applicantIdNumber: '440507**********12',
      openedAt: `${received}T02:05:00Z`,
      receivedOn: received,
      answers: buildAnswers(shop),
      evidence: buildEvidence(received),
      requirements,
      ...buildProgress(received, step.status === 'accepted'),
      correction: null,
      decision: null,
      licence: null,
      papers: [],
      waitsFor: null,
      procedures: [],
      photographs: [],
      deliveries: [],
      mayDeliver: true,
      toDeliver: [],
      archive: [],
      acts: [],
      transferTargets: [
        { id: caseIdOf(9101), name: text('汕头市金平区市场监督管理局', 'Jinping Market Regulation') },
      ],
      otherOrgans: [{ id: caseIdOf(9102), name: text('汕头市龙湖区消防救援大队', 'Longhu Fire and Rescue') }],
      specialGrounds: [{ ground: 'hearing', name: text('听证', 'Hearing') }],
      allowed: allow(step.actions),
      colleagues: [
        { id: caseIdOf(9001), displayName: '示例审查员乙' },
        { id: caseIdOf(9002), displayName: '示例审查员丙' },
      ],
    },
  };
}

const responsibility: readonly Text[] = [
  text(
    '食品经营许可由县级以上市场监督管理部门办理（食品安全法第三十五条）。',
    'Food permits are for market regulation of county level and above (Food Safety Law, article 35).',
  ),
  text(
    '店铺在龙湖区金霞街道，由龙湖区市场监督管理局办理。',
    'The shop is in Jinxia Subdistrict of Longhu District, so its administration handles the case.',
  ),
];

const requirements: CaseView['requirements'] = [
  { key: 'floor-plan', name: text('平面布局图', 'Floor plan') },
  { key: 'food-safety-rules', name: text('食品安全管理制度', 'Food safety rules') },
  { key: 'health-certificates', name: text('从业人员健康证明', 'Health certificates of the staff') },
];

function buildProgress(received: LegalDay, accepted: boolean) {
  const acceptance = buildClock('acceptance', received, 5, accepted);
  const reviewed = {
    at: `${received}T08:00:00Z`,
    officerName: text('示例审查员乙', '示例审查员乙'),
    step: text('审查', 'Review'),
    conclusion: 'in-order',
    opinion: '布局符合第三十三条的要求，建议准予。',
  } as const;
  return {
    acceptedOn: accepted ? addDays(received, 1) : null,
    acceptedByLaw: false,
    decidedOn: null,
    clocks: accepted ? [acceptance, buildClock('decision', addDays(received, 1), 30, false)] : [acceptance],
    opinions: accepted ? [reviewed] : [],
    story: [
      {
        at: `${received}T02:05:00Z`,
        text: text('申请人提交了申请。', 'The applicant submitted the application.'),
      },
      {
        at: `${received}T02:10:00Z`,
        text: text(
          '办件分到汕头市龙湖区市场监督管理局，收件。',
          'The case was dispatched to the organ and received.',
        ),
      },
    ],
  };
}

function buildAnswers(shop: string): CaseView['answers'] {
  const same = (value: string): Text => ({ zh: value, en: value });
  return [
    { field: 'shopName', label: text('店铺名称', 'Name of the shop'), value: same(shop) },
    { field: 'premisesAddress', label: text('详细地址', 'Address'), value: same('金霞街道金砂路12号104铺') },
    { field: 'floorAreaM2', label: text('店铺建筑面积', 'Floor area'), value: text('85.5平方米', '85.5 m²') },
    {
      field: 'businessItems',
      label: text('打算做的食品', 'What is made'),
      value: text('热食类制售、自制饮品制售', 'Hot food, drinks made on the premises'),
    },
    {
      field: 'openFlame',
      label: text('厨房使用明火', 'Open flame in the kitchen'),
      value: text('使用', 'Yes'),
    },
    {
      field: 'plannedOpening',
      label: text('打算开业的日期', 'Planned opening'),
      value: text('2026年12月28日', '28 December 2026'),
    },
  ];
}

function buildEvidence(received: LegalDay): CaseView['evidence'] {
  const shared = {
    sizeBytes: 482_133,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    suppliedAt: `${received}T02:05:00Z`,
  };
  return [
    {
      id: 'plan',
      requirementKey: 'floor-plan',
      requirementName: text('平面布局图', 'Floor plan'),
      fileName: '平面图.png',
      mediaType: 'image/png',
      round: 0,
      ...shared,
    },
    {
      id: 'rules',
      requirementKey: 'food-safety-rules',
      requirementName: text('食品安全管理制度', 'Food safety rules'),
      fileName: '管理制度.pdf',
      mediaType: 'application/pdf',
      round: 1,
      ...shared,
    },
  ];
}

function elementOf({ allowed }: CaseView): string {
  const [first] = allowed;
  return first?.action ?? 'accept';
}

export function inboxRow({ view, taskName, since, urgency }: StoredCase): InboxRow {
  return {
    taskId: `task-${view.id}`,
    caseId: view.id,
    procedureId: null,
    caseNumber: view.number,
    serviceName: view.serviceName,
    subject: view.answers[0]?.value.zh ?? '',
    applicantName: view.applicantName,
    organName: view.organName,
    taskName,
    element: elementOf(view),
    since,
    dueOn: urgency === 'none' ? null : (view.clocks.find((clock) => !clock.ended)?.dueOn ?? null),
    urgency,
    ...unclaimed,
  };
}

/** What nobody has. */
const unclaimed: Pick<InboxRow, 'holder' | 'actingForName'> = {
  holder: { kind: 'nobody', id: null, name: '', delegatedByName: null },
  actingForName: null,
};

export function procedureRow(procedure: ProcedureView): InboxRow {
  return {
    taskId: `task-${procedure.id}`,
    caseId: procedure.caseId,
    procedureId: procedure.id,
    caseNumber: procedure.caseNumber,
    serviceName: procedure.serviceName,
    subject: procedure.subject,
    applicantName: '',
    organName: procedure.askedOrganName ?? procedure.caseOrganName,
    taskName: procedure.kindName,
    element: 'conclude',
    since: procedure.openedAt,
    dueOn: procedure.dueOn,
    urgency: 'due-soon',
    ...unclaimed,
  };
}
