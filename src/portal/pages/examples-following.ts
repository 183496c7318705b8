// Owns examples of the pages after an application, and of those that prove. For tests only.
import { legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { text } from '#kernel/texts';
import type { VerifiedPaper } from '#modules/cases/contract';
import { renderApplicationsPage } from './applications-page.ts';
import { renderCorrectionPage } from './correction-page.ts';
import { type Render, sizeBytesMost, subject, visitor } from './example-reader.ts';
import { licenceExamples } from './examples-licences.ts';
import { renderFailurePage } from './failure-page.ts';
import type { FrameData } from './look/frame.ts';
import { progressWords } from './messages.ts';
import { renderNoticesPage } from './notices-page.ts';
import {
  buildCases,
  correction,
  evidenceFields,
  lifeEvent,
  now,
  refusedDecision,
  services,
} from './page-fixtures.ts';
import { renderPaperVerificationPage } from './paper-verification-page.ts';
import { renderProgressPage, renderProgressResultPage } from './progress-page.ts';
import { renderStatusPage } from './status-page.ts';
import { renderVerificationFormPage, renderVerificationPage } from './verification-page.ts';

export const followingExamples: Readonly<Record<string, Render>> = {
  applications: (frame) =>
    renderApplicationsPage(
      {
        drafts: [
          { title: lifeEvent.title, subject: undefined, savedAt: now, continuePath: '/zh/drafts/1/shop' },
        ],
        applications: [
          {
            number: 'SQ26-7KQM-3XWDA',
            subject,
            title: lifeEvent.title,
            submittedAt: now,
            cases: buildCases(),
            path: '/zh/applications/1',
          },
        ],
      },
      frame,
    ),
  'applications-empty': (frame) => renderApplicationsPage({ drafts: [], applications: [] }, frame),
  status: (frame) => renderStatus(frame, buildCases()),
  'status-waiting': (frame) => {
    const [licence, food, fire] = buildCases();
    return renderStatus(frame, [
      { ...licence, status: 'received', decision: undefined, licence: undefined },
      {
        ...food,
        status: 'waiting',
        waitsFor: licence.serviceName,
        steps: [
          { step: 'receipt', state: 'next' },
          { step: 'acceptance', state: 'next' },
          { step: 'decision', state: 'next' },
        ],
      },
      { ...fire, status: 'correcting', correction },
    ]);
  },
  'status-refused': (frame) => {
    const [licence, , fire] = buildCases();
    return renderStatus(frame, [
      licence,
      { ...fire, status: 'refused', decision: refusedDecision, steps: [] },
    ]);
  },
  correction: (frame) =>
    renderCorrectionPage(
      {
        serviceName: services[2]?.name ?? text('', ''),
        organName: text('汕头市龙湖区消防救援大队', 'Longhu District Fire and Rescue Brigade'),
        noticedOn: legalDay('2026-11-19'),
        items: correction.items,
        evidence: evidenceFields.slice(1),
        sizeBytesMost,
        note: '',
        revision: 2,
        action: correction.path,
        statusPath: '/zh/applications/1',
        subject,
        errors: [],
      },
      frame,
    ),
  notices: (frame) =>
    renderNoticesPage(
      {
        notices: [
          {
            at: now,
            title: text('营业执照办好了', 'Your business licence is issued'),
            body: text(
              '龙湖区市场监督管理局已经签发。食品经营许可现在开始办理。',
              'Issued. The food permit starts now.',
            ),
            path: '/zh/applications/1',
            isNew: true,
          },
        ],
      },
      frame,
    ),
  'notices-empty': (frame) => renderNoticesPage({ notices: [] }, frame),
};

function renderStatus(frame: FrameData, cases: Parameters<typeof renderStatusPage>[0]['cases']): string {
  return renderStatusPage(
    {
      number: 'SQ26-7KQM-3XWDA',
      subject,
      submittedAt: now,
      receiptPath: '/zh/applications/1/receipt',
      cases,
      history: [{ at: now, text: text('您提交了申请。', 'You submitted the application.') }],
    },
    frame,
  );
}

const licence = {
  number: 'ZZ26-9QRT-4HWMK',
  name: text('食品经营许可证', 'Food Operation Permit'),
  holderName: '汕头市龙湖区示例饮食店（示例居民甲）',
  entries: [
    {
      label: text('经营场所', 'Premises'),
      value: text('汕头市龙湖区金霞街道金霞街12号104铺', 'Jinxia Jie 12–104, Longhu'),
    },
    {
      label: text('经营项目', 'Scope'),
      value: text('热食类制售、自制饮品制售', 'Hot food, drinks made on the premises'),
    },
  ],
  organName: text('汕头市龙湖区市场监督管理局', 'Longhu District Market Supervision Bureau'),
  issuedOn: legalDay('2026-11-20'),
  expiresOn: legalDay('2031-11-19'),
  state: 'valid',
  since: null,
  until: null,
  labels: {},
  verificationCode: 'ACDEFGHJKMNPQRTWXY34679ACDEF',
} as const;
const address = `https://shantou.example/zh/verify/${licence.verificationCode}`;

const issuedPaper: VerifiedPaper = {
  number: '汕龙市监准〔2026〕118号',
  kind: 'grant',
  title: text('准予行政许可决定书', 'Decision granting the licence'),
  issuerName: text('汕头市龙湖区市场监督管理局', 'Longhu District Market Supervision Bureau'),
  issuedOn: legalDay('2026-11-17'),
  applicantMasked: '示****',
  replacedBy: null,
};

export const provingExamples: Readonly<Record<string, Render>> = {
  ...licenceExamples(licence, address),
  'verify-form': (frame) => renderVerificationFormPage(visitor(frame)),
  verify: (frame) =>
    renderVerificationPage(
      { code: licence.verificationCode, checkedAt: now, licence, address },
      visitor(frame),
    ),
  'verify-revoked': (frame) =>
    renderVerificationPage(
      {
        code: licence.verificationCode,
        checkedAt: now,
        licence: { ...licence, state: 'revoked', since: legalDay('2026-11-23') },
        address,
      },
      visitor(frame),
    ),
  'verify-unknown': (frame) =>
    renderVerificationPage({ code: '3467', checkedAt: now, licence: undefined, address }, visitor(frame)),
  'verify-paper': (frame) =>
    renderPaperVerificationPage({ checkedAt: now, paper: issuedPaper }, visitor(frame)),
  'verify-paper-replaced': (frame) =>
    renderPaperVerificationPage(
      {
        checkedAt: now,
        paper: {
          ...issuedPaper,
          replacedBy: { number: '汕龙市监准〔2026〕119号', issuedOn: legalDay('2026-11-19') },
        },
      },
      visitor(frame),
    ),
  'verify-paper-unknown': (frame) =>
    renderPaperVerificationPage({ checkedAt: now, paper: undefined }, visitor(frame)),
  progress: (frame) => renderProgressPage({ number: '', queryCode: '', errors: [] }, visitor(frame)),
  'progress-errors': (frame) =>
    renderProgressPage(
      {
        number: 'SQ26-0000-00000',
        queryCode: '1234',
        errors: [{ field: 'number', text: progressWords.notFound }],
      },
      visitor(frame),
    ),
  'progress-result': (frame) =>
    renderProgressResultPage(
      { number: 'SQ26-7KQM-3XWDA', title: lifeEvent.title[frame.locale], cases: buildCases() },
      visitor(frame),
    ),
  failure: (frame) =>
    renderFailurePage(
      new AppError(
        'unavailable',
        'fault',
        text(
          '系统出了故障，这一步没有完成，之前保存的内容都在。',
          'Something went wrong. What was saved before is kept.',
        ),
      ),
      { locale: frame.locale, path: '/zh/drafts/1/shop', requestId: '7f5b6c1e-8f0a-4a9f-9a55-2f6f0f6f7a10' },
    ),
};
