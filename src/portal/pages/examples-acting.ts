// Owns examples of what applicants meet and do after an application was sent. For tests only.
import { legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import {
  choiceWords,
  modeExplanations,
  modeWords,
  procedureWords,
  withdrawalWords,
} from './acting-messages.ts';
import type { ApplicationCaseView } from './application-lanes.ts';
import { renderChoicePage } from './choice-page.ts';
import { type Render, sizeBytesMost, subject } from './example-reader.ts';
import type { FrameData } from './look/frame.ts';
import { buildCases, commitment, evidenceFields, now } from './page-fixtures.ts';
import { renderStatusPage } from './status-page.ts';
import { renderSupplyPage } from './supply-page.ts';
import { renderWithdrawalPage, renderWithdrawalRefusedPage } from './withdrawal-page.ts';

const statusPath = '/zh/applications/1';
const withdrawalPath = '/zh/applications/1/cases/2/withdrawal';
const record = { acts: [], ended: [], commitment: undefined, withdrawalPath };

/** A commitment that runs, documents that are to come, and a clock that was stopped and extended. */
function actingCases(): readonly ApplicationCaseView[] {
  const [, food, fire] = buildCases();
  const clock = food.steps.find((one) => one.clock !== undefined)?.clock;
  return [
    {
      ...food,
      mode: {
        name: modeWords['conditional-acceptance'],
        means: modeExplanations['conditional-acceptance'],
      },
      supplyDue: true,
      notes: [
        {
          tone: 'attention',
          heading: procedureWords.supply,
          documents: [text('食品安全管理制度', 'Food safety rules')],
          lines: [
            text('最晚2026年12月4日（星期五）', 'By Friday 4 December 2026'),
            procedureWords.supplyBody,
          ],
          link: { label: procedureWords.supplyLink, path: '/zh/applications/1/cases/2/supply' },
        },
        {
          tone: 'attention',
          heading: procedureWords['site-visit'],
          lines: [
            text('时间：2026年12月1日 09:30', 'When: 1 December 2026, 09:30'),
            text('地点：金霞街12号104铺', 'Where: 金霞街12号104铺'),
            procedureWords.siteVisitBody,
          ],
        },
        {
          tone: 'now',
          heading: text('检测：停止计算期限', 'Testing: the clock is stopped'),
          lines: [
            text(
              '从2026年11月20日（星期五）到2026年11月27日（星期五），这段时间不算在部门的期限里（《行政许可法》第四十五条）。您不用做什么。',
              'From Friday 20 to Friday 27 November 2026 the time does not count for the organ (Administrative Licensing Law, article 45). You need not do anything.',
            ),
          ],
        },
      ],
      steps: food.steps.map((step) =>
        step.clock === undefined || clock === undefined
          ? step
          : {
              ...step,
              clock: { ...clock, suspended: true, extended: true, revisedBecause: 'suspended' },
              earlier: [{ ...clock, replaced: true, ended: true, dueOn: legalDay('2026-12-09') }],
            },
      ),
      record: {
        ...record,
        ended: [text('公示：公示无异议', 'Publication: No objection')],
        acts: [
          {
            at: now,
            name: text('延长决定期限', 'The time to decide was extended'),
            reasons: '申请材料涉及多个场所，需要进一步核实。',
          },
        ],
      },
    },
    {
      ...fire,
      mode: { name: modeWords.commitment, means: modeExplanations.commitment },
      record: { ...record, commitment: { ...commitment, acceptedAt: now } },
    },
  ];
}

function stoppedCases(): readonly ApplicationCaseView[] {
  const [licence, food, fire] = buildCases();
  return [
    {
      ...licence,
      status: 'withdrawn',
      decision: undefined,
      licence: undefined,
      papers: [],
      steps: licence.steps.slice(0, 1),
      record: {
        ...record,
        withdrawalPath: undefined,
        acts: [{ at: now, name: text('申请人撤回', 'Withdrawn by the applicant'), reasons: '不开了。' }],
      },
    },
    {
      ...food,
      status: 'stopped',
      steps: [],
      notes: [
        {
          tone: 'attention',
          heading: choiceWords.heading,
          lines: [choiceWords.whyUnnamed],
          link: { label: choiceWords.link, path: '/zh/applications/1/cases/2/choice' },
        },
      ],
      record,
    },
    {
      ...fire,
      notes: [{ tone: 'now', heading: withdrawalWords.done, lines: [withdrawalWords.underway] }],
      record: { ...record, withdrawalPath: undefined },
    },
  ];
}

function renderStatus(frame: FrameData, cases: readonly ApplicationCaseView[]): string {
  return renderStatusPage(
    {
      number: 'SQ26-7KQM-3XWDA',
      subject,
      submittedAt: now,
      receiptPath: '/zh/applications/1/receipt',
      withdrawalPath: '/zh/applications/1/withdrawal',
      cases,
      history: [],
    },
    frame,
  );
}

const [licenceCase, foodCase] = buildCases();

function renderWithdrawal(frame: FrameData, whole: boolean): string {
  return renderWithdrawalPage(
    {
      subject,
      whole,
      cases: whole ? buildCases() : [licenceCase],
      dependants: whole ? [] : [foodCase.serviceName],
      othersGoOn: !whole,
      note: '',
      action: withdrawalPath,
      statusPath,
      errors: [],
    },
    frame,
  );
}

function renderChoice(frame: FrameData, failed: boolean): string {
  return renderChoicePage(
    {
      subject,
      serviceName: foodCase.serviceName,
      organName: foodCase.organName,
      awaited: licenceCase.serviceName,
      licenceNumber: failed ? 'ZZ26-0000-00000' : '',
      action: '/zh/applications/1/cases/2/choice',
      withdrawalPath,
      statusPath,
      errors: failed ? [{ field: 'licenceNumber', text: choiceWords.missing }] : [],
    },
    frame,
  );
}

function renderSupply(frame: FrameData, failed: boolean): string {
  const evidence = evidenceFields
    .filter((one) => one.deferral !== undefined)
    .map((one) => ({ ...one, deferral: undefined, attached: [] }));
  return renderSupplyPage(
    {
      subject,
      serviceName: foodCase.serviceName,
      organName: foodCase.organName,
      dueOn: legalDay('2026-12-04'),
      evidence,
      sizeBytesMost,
      note: '',
      action: '/zh/applications/1/cases/2/supply',
      statusPath,
      errors: failed
        ? evidence.map(({ key }) => ({ field: key, text: text('请上传这一项。', 'Attach this document.') }))
        : [],
    },
    frame,
  );
}

export const actingExamples: Readonly<Record<string, Render>> = {
  'status-acting': (frame) => renderStatus(frame, actingCases()),
  'status-stopped': (frame) => renderStatus(frame, stoppedCases()),
  withdrawal: (frame) => renderWithdrawal(frame, false),
  'withdrawal-all': (frame) => renderWithdrawal(frame, true),
  'withdrawal-refused': (frame) =>
    renderWithdrawalRefusedPage({ subject, sentence: withdrawalWords.noneOpen, statusPath }, frame),
  choice: (frame) => renderChoice(frame, false),
  'choice-errors': (frame) => renderChoice(frame, true),
  supply: (frame) => renderSupply(frame, false),
  'supply-errors': (frame) => renderSupply(frame, true),
};
