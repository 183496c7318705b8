// Owns examples of the pages before an application. For tests only.
import { legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import { renderDepartmentsPage } from './departments-page.ts';
import { type Render, visitor } from './example-reader.ts';
import { renderGuidePage } from './guide-page.ts';
import { renderHomePage } from './home-page.ts';
import { renderInterviewPage, renderInterviewResultPage } from './interview-page.ts';
import type { FrameData } from './look/frame.ts';
import { interviewWords } from './messages.ts';
import {
  buildGuideView,
  districts,
  effort,
  exemptEvidence,
  lifeEvent,
  neededEvidence,
  services,
} from './page-fixtures.ts';
import { renderSearchPage } from './search-page.ts';

export const findingExamples: Readonly<Record<string, Render>> = {
  home: (frame) =>
    renderHomePage(
      {
        audiences: [
          { key: 'resident', name: text('市民', 'Residents') },
          { key: 'enterprise', name: text('企业', 'Enterprises') },
          { key: 'investor', name: text('投资者', 'Investors') },
          { key: 'tourist', name: text('游客', 'Visitors') },
        ],
        lifeEvents: [
          { key: 'open-restaurant', title: lifeEvent.title },
          { key: 'newborn', title: text('孩子出生', 'Birth of a child') },
          { key: 'buy-a-home', title: text('买房过户', 'Buying a home') },
          { key: 'marry', title: text('结婚登记', 'Getting married') },
          { key: 'open-shop', title: text('开办便利店', 'Open a shop') },
          { key: 'retire', title: text('退休养老', 'Retirement') },
        ],
        districts,
        news: [
          {
            title: text('开办餐饮店可以一次申请', 'One application now opens a restaurant'),
            on: legalDay('2026-11-20'),
            path: '/zh/life-events/open-restaurant',
          },
        ],
      },
      visitor(frame),
    ),
  search: (frame) =>
    renderSearchPage(
      {
        query: '小吃店',
        results: [
          { title: lifeEvent.title, summary: lifeEvent.summary, path: '/zh/life-events/open-restaurant' },
        ],
        items: [
          { name: '小吃店摊点备案（示例）', organName: '示例局', guideUrl: 'https://example.test/guide' },
          { name: '小吃店卫生咨询（示例）', organName: '示例局', guideUrl: null },
        ],
      },
      visitor(frame),
    ),
  'search-none': (frame) =>
    renderSearchPage({ query: '<script>alert(1)</script>', results: [], items: [] }, visitor(frame)),
  guide: (frame) => renderGuidePage(buildGuideView(), visitor(frame)),
  interview: (frame) => renderInterview(frame, false),
  'interview-errors': (frame) => renderInterview(frame, true),
  'interview-result': renderResult,
  'interview-result-visitor': (frame) => renderResult(visitor(frame)),
  departments: (frame) =>
    renderDepartmentsPage(
      {
        divisions: [
          { code: '440500', name: text('汕头市', 'Shantou') },
          ...districts.map(({ code, name }) => ({ code, name })),
        ].map((division) => ({
          ...division,
          groups: [
            {
              name: text('人民政府', 'People’s Government'),
              organs: [
                text('市场监督管理局', 'Market Supervision Bureau'),
                text('教育局', 'Education Bureau'),
              ],
            },
            { name: text('政协', 'CPPCC'), organs: [] },
          ],
        })),
      },
      visitor(frame),
    ),
};

function renderInterview(frame: FrameData, failed: boolean): string {
  return renderInterviewPage(
    {
      lifeEventKey: 'open-restaurant',
      lifeEventTitle: lifeEvent.title,
      situations: lifeEvent.situations.map((one, index) => ({
        ...one,
        chosen: failed && index === 0 ? 'held' : undefined,
      })),
      errors: failed ? [{ field: 'dining', text: interviewWords.choose }] : [],
    },
    visitor(frame),
  );
}

function renderResult(frame: FrameData): string {
  const [first, second, third] = services.map((service) => service.name);
  const because = (key: string) => lifeEvent.reasons[key] ?? text('', '');
  return renderInterviewResultPage(
    {
      lifeEventKey: 'open-restaurant',
      lifeEventTitle: lifeEvent.title,
      situations: { businessLicence: 'not-held', dining: 'dine-in-small' },
      answers: lifeEvent.situations.map((one) => ({
        question: one.question,
        answer: one.options[0]?.label ?? text('', ''),
      })),
      services: [
        { name: first ?? text('', ''), because: because('licence-missing'), waitsFor: undefined },
        { name: second ?? text('', ''), because: because('food-always'), waitsFor: first },
      ],
      notNeeded: [{ name: third ?? text('', ''), because: because('fire-small') }],
      mayAlso: [{ key: 'fire-safety-check', name: third ?? text('', ''), because: because('fire-other') }],
      duties: [
        text(
          '开业前，就本场所符合消防安全要求作出公开承诺。',
          'Before you open, commit publicly that it is safe.',
        ),
      ],
      effort,
      evidence: neededEvidence,
      exempt: exemptEvidence,
    },
    frame,
  );
}
