// Owns the pages' view data as tests and the gallery use it, made from the city's own data. For tests only.
import { type Answers, compileForm, type FindDivision, readFormContent } from '#engines/forms';
import { legalDay } from '#kernel/dates';
import { fillText, type Text, text } from '#kernel/texts';
import type { ClockView } from '#modules/work/contract';
import { deferWords } from './acting-messages.ts';
import type { ApplicationCaseView } from './application-lanes.ts';
import type { DeferralView, EvidenceField } from './evidence-page.ts';
import type { GuidePageView } from './guide-page.ts';
import type { FrameData } from './look/frame.ts';

async function readData(name: string): Promise<unknown> {
  const file = new URL(`../../../data/shantou/${name}`, import.meta.url);
  const loaded: { default: unknown } = await import(file.href, { with: { type: 'json' } });
  return loaded.default;
}

interface ModeFile {
  readonly mode: string;
  readonly text?: Text;
  readonly consequences?: Text;
}

interface ServiceFile {
  readonly key: string;
  readonly name: Text;
  readonly summary: Text;
  readonly limits: { readonly statutory: { readonly count: number; readonly basis: readonly string[] } };
  readonly establishedBy: readonly string[];
  readonly modes?: readonly ModeFile[];
  readonly evidence: readonly {
    readonly key: string;
    readonly name: Text;
    readonly hint?: Text;
    readonly source: string;
    readonly exemptBecause?: Text;
  }[];
  readonly result: { readonly name: Text };
  readonly faq: readonly { readonly question: Text; readonly answer: Text }[];
  readonly legalBasis: readonly {
    readonly key: string;
    readonly law: string;
    readonly lawEn: string;
    readonly article: string;
    readonly quote: string;
  }[];
}

interface LifeEventFile {
  readonly title: Text;
  readonly summary: Text;
  readonly situations: readonly {
    readonly key: string;
    readonly question: Text;
    readonly hint: Text;
    readonly options: readonly { readonly value: string; readonly label: Text }[];
  }[];
  readonly reasons: Readonly<Record<string, Text>>;
}

interface DivisionsFile {
  readonly divisions: readonly {
    readonly code: string;
    readonly parent: string | null;
    readonly name: Text;
  }[];
}

export const now = new Date('2026-11-23T02:32:00Z');
export const services = (await Promise.all(
  ['business-licence', 'food-operation-permit', 'fire-safety-check'].map((key) =>
    readData(`services/${key}.json`),
  ),
)) as readonly ServiceFile[];
export const lifeEvent = (await readData('life-events/open-restaurant.json')) as LifeEventFile;
export const formContent = readFormContent(await readData('forms/open-restaurant.json'));
export const form = compileForm(formContent);
const { divisions } = (await readData('divisions.json')) as DivisionsFile;
const divisionByCode = new Map(divisions.map((one) => [one.code, one]));

export const findDivision: FindDivision = (code) => {
  const found = divisionByCode.get(code);
  if (found === undefined) return undefined;
  return { name: found.name, district: divisionByCode.get(found.parent ?? '')?.name };
};

export const districts = divisions.filter((one) => one.parent === '440500');

export function buildFrame(changes: Partial<FrameData> = {}): FrameData {
  return {
    locale: 'zh',
    address: '/zh/applications?page=1',
    reader: { kind: 'signed-in', displayName: '示例居民甲', unreadNotices: 2 },
    formToken: 'a-form-token',
    largeLetters: false,
    ...changes,
  };
}

export const answers: Answers = {
  shopName: '汕头市龙湖区示例饮食店',
  operatorKind: 'individual-business',
  businessItems: ['hot-food', 'own-drinks'],
  premisesStreet: '440507001',
  premisesAddress: '金霞街12号104铺',
  floorAreaM2: 85.5,
  openFlame: true,
  signText: '示例饮食店',
  signPlace: '一楼门头',
  signWidthM: 4.5,
  signHeightM: 1.2,
  signLit: false,
  dailyDischargeM3: 3.5,
  drainageConnection: '金霞街边的污水井',
  greaseTrap: true,
  contactMobile: '13800000000',
};

/** What everybody attaches; what only some situations ask for is left out. */
const applicantEvidence = services.flatMap((service) =>
  service.evidence
    .filter((one) => one.source === 'applicant' && !('when' in one))
    .map((one) => ({ ...one, service })),
);
const exempt = services.flatMap((service) =>
  service.evidence.flatMap((one) =>
    one.exemptBecause === undefined ? [] : [{ name: one.name, because: one.exemptBecause }],
  ),
);
const uniqueByName = <Row extends { readonly name: Text }>(rows: readonly Row[]) =>
  rows.filter((row, index) => rows.findIndex((one) => one.name.zh === row.name.zh) === index);

export const neededEvidence = uniqueByName(applicantEvidence).map(({ name, hint }) => ({
  name,
  hint,
  services: applicantEvidence.filter((one) => one.name.zh === name.zh).map((one) => one.service.name),
}));
export const exemptEvidence = uniqueByName(exempt);

export const effort = {
  duration: text('约26个工作日', 'about 26 working days'),
  cost: text('免费', 'No fee'),
  documents: text('2份', '2'),
  visits: text('0次', 'None'),
};

const workingDays = text('{count}个工作日', '{count} working days');

export function buildGuideView(): GuidePageView {
  const law = services.flatMap((service) =>
    service.legalBasis.filter((one) =>
      [...service.establishedBy, ...service.limits.statutory.basis].includes(one.key),
    ),
  );
  const unique = law.filter((one, index) => law.findIndex((other) => other.key === one.key) === index);
  return {
    title: lifeEvent.title,
    summary: lifeEvent.summary,
    startPath: '/zh/life-events/open-restaurant/start',
    effort,
    steps: [
      text('回答两个问题，知道要办哪些事。', 'Answer two questions and learn what you need.'),
      text('登录，填一份表，上传两份材料。', 'Sign in, fill in one form, attach two documents.'),
      text('提交一次，各部门同时办理。', 'Submit once; the organs work side by side.'),
      text('在网上看进度、领证照。', 'Follow progress and receive your licences online.'),
    ],
    evidence: neededEvidence,
    exempt: exemptEvidence,
    services: services.map((service) => ({
      name: service.name,
      summary: service.summary,
      limit: fillText(workingDays, { count: service.limits.statutory.count }),
      result: service.result.name,
    })),
    fees: [text('三项都不收费。', 'None of the three is charged.')],
    law: unique.map((one) => ({
      title: text(`《${one.law}》第${one.article}条`, `${one.lawEn}, article ${one.article}`),
      quote: one.quote,
    })),
    questions: services.flatMap((service) => service.faq),
  };
}

const clock: ClockView = {
  id: '01939a1c-0000-7000-8000-000000000001',
  kind: 'decision',
  startedOn: legalDay('2026-11-18'),
  dueOn: legalDay('2026-12-16'),
  elapsedDays: 3,
  countedDays: 20,
  unit: 'working-day',
  ended: false,
  replaced: false,
  revisedBecause: null,
  suspended: false,
  extended: false,
  overdue: false,
  summary: [
    text(
      '2026年11月18日：当日不计入（《民法典》第二百零一条第一款）',
      '18 November 2026: day of the event, not counted (Civil Code, article 201)',
    ),
    text(
      '2026年11月19日至12月16日：计第1至20日（其间周末8天不计入）',
      '19 November to 16 December 2026: days 1 to 20 (weekend days left out: 8)',
    ),
  ],
  days: [
    '2026年11月18日（星期三）：当日不计入',
    '2026年11月19日（星期四）：第1日',
    '2026年11月20日（星期五）：第2日',
  ].map((line) => text(line, line)),
  basis: text('《行政许可法》第四十二条第一款', 'Administrative Licensing Law, article 42, paragraph 1'),
  warnings: [],
};

const organs = {
  market: text('汕头市龙湖区市场监督管理局', 'Longhu District Market Supervision Bureau'),
  fire: text('汕头市龙湖区消防救援大队', 'Longhu District Fire and Rescue Brigade'),
};
const [licenceService, foodService, fireService] = services.map((service) => service.name);

const issuedPapers: NonNullable<ApplicationCaseView['papers']> = [
  {
    title: text('材料接收凭证', 'Receipt of materials'),
    number: '汕龙市监收〔2026〕371号',
    issuedOn: legalDay('2026-11-16'),
    replaced: false,
    delivered: undefined,
    path: '/zh/cases/1/papers/1/paper.pdf',
  },
  {
    title: text('准予行政许可决定书', 'Decision granting the licence'),
    number: '汕龙市监准〔2026〕118号',
    issuedOn: legalDay('2026-11-17'),
    replaced: false,
    delivered: { on: legalDay('2026-11-18'), channelName: text('网上平台', 'Portal') },
    path: '/zh/cases/1/papers/2/paper.pdf',
  },
];

/** Three lanes: one done, one that waits for it, one that runs. */
export function buildCases(): readonly [ApplicationCaseView, ApplicationCaseView, ApplicationCaseView] {
  const common = { waitsFor: undefined, correction: undefined, decision: undefined, licence: undefined };
  return [
    {
      ...common,
      number: 'BJ26-4FQX-9TWKD',
      serviceName: licenceService ?? text('', ''),
      organName: organs.market,
      status: 'granted',
      steps: [
        { step: 'receipt', state: 'done', reachedOn: legalDay('2026-11-16') },
        { step: 'decision', state: 'done', reachedOn: legalDay('2026-11-17') },
        { step: 'issue', state: 'done', reachedOn: legalDay('2026-11-18') },
      ],
      decision: {
        number: '龙湖市监准〔2026〕118号',
        decidedOn: legalDay('2026-11-17'),
        reasons: '',
        appeal: [],
      },
      licence: { name: text('营业执照', 'Business Licence'), path: '/zh/licences/1' },
      papers: issuedPapers,
    },
    {
      ...common,
      number: 'BJ26-7KQM-3XWDA',
      serviceName: foodService ?? text('', ''),
      organName: organs.market,
      status: 'accepted',
      steps: [
        { step: 'receipt', state: 'done', reachedOn: legalDay('2026-11-18') },
        { step: 'acceptance', state: 'done', reachedOn: legalDay('2026-11-18') },
        { step: 'review', state: 'now', clock },
        { step: 'decision', state: 'next', dueOn: legalDay('2026-12-16') },
        { step: 'delivery', state: 'next' },
      ],
    },
    {
      ...common,
      number: 'BJ26-PDHT-6CWRX',
      serviceName: fireService ?? text('', ''),
      organName: organs.fire,
      status: 'accepted',
      steps: [
        { step: 'receipt', state: 'done', reachedOn: legalDay('2026-11-16') },
        {
          step: 'acceptance',
          state: 'now',
          clock: { ...clock, overdue: true, dueOn: legalDay('2026-11-20') },
        },
        { step: 'inspection', state: 'next' },
        { step: 'decision', state: 'next' },
      ],
    },
  ];
}

export const refusedDecision = {
  number: '龙湖消检〔2026〕9号',
  decidedOn: legalDay('2026-11-20'),
  reasons: '现场检查发现：\n1. 疏散通道净宽不足；\n2. 安全出口上锁。',
  appeal: [
    text(
      '不服本决定的，可以自知道之日起六十日内，向汕头市龙湖区人民政府申请行政复议。',
      'If you disagree, you may apply to the People’s Government of Longhu District for reconsideration within 60 days.',
    ),
    text(
      '也可以自知道之日起六个月内，向汕头市龙湖区人民法院提起诉讼。',
      'Or you may sue before the Longhu District People’s Court within six months.',
    ),
  ],
};

export const correction = {
  items: [
    {
      name: text('平面布局图', 'Floor plan'),
      sentence: '图上没有标出安全出口和灭火器的位置，请补画后重新上传。',
    },
  ],
  replied: false,
  path: '/zh/applications/1/cases/3/correction',
};

/** What the applicant accepts in this mode, as the service's file has it. */
function undertakingOf(service: ServiceFile | undefined, mode: string) {
  const found = service?.modes?.find((one) => one.mode === mode);
  return { text: found?.text ?? text('', ''), consequences: found?.consequences ?? null };
}

export const commitment = {
  ...undertakingOf(services[2], 'commitment'),
  basis: text('《消防法》第十五条第一款', 'Fire Protection Law, article 15, paragraph 1'),
};

function withinTenDays(message: Text): Text {
  return {
    zh: fillText(message, { limit: '10个工作日' }).zh,
    en: fillText(message, { limit: '10 working days' }).en,
  };
}

const deferral: DeferralView = {
  field: 'later.food-safety-rules',
  chosen: true,
  label: withinTenDays(deferWords.tickWithin),
  status: withinTenDays(deferWords.laterWithin),
  undertakings: [undertakingOf(services[1], 'conditional-acceptance')],
};

const keyOf = (name: Text) => applicantEvidence.find((evidence) => evidence.name.zh === name.zh)?.key ?? '';

export const evidenceFields: readonly EvidenceField[] = neededEvidence.map((one, index) => ({
  ...one,
  key: keyOf(one.name),
  deferral: keyOf(one.name) === 'food-safety-rules' ? deferral : undefined,
  accept: ['application/pdf', 'image/jpeg', 'image/png'],
  attached:
    index === 0
      ? [
          {
            key: 'premises-document',
            fileName: '租赁合同_金霞街12号104铺_2026年至2029年_已签字.pdf',
            sizeBytes: 1_480_000,
            state: 'not-scanned',
            removePath: '/zh/drafts/1/evidence/1/removal',
          },
        ]
      : [],
}));
