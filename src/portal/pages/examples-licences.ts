// Owns examples of the pages about licences. For tests only.
import { addDays, legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import type { LicenceView } from '#modules/licences/contract';
import { type Render, visitor } from './example-reader.ts';
import { renderLicencePage } from './licence-page.ts';
import { renderLicencesPage } from './licences-page.ts';
import { now } from './page-fixtures.ts';
import { renderPresentationPage } from './presentation-page.ts';
import { renderNotPresentedPage, renderPresentedPage, renderVerificationPage } from './verification-page.ts';

const minutesLater = new Date(now.getTime() + 5 * 60_000);

const story = [
  {
    at: now,
    text: text(
      '暂扣，自2026年11月23日起，至2026年12月22日止',
      'Suspended from 23 November 2026, until 22 December 2026',
    ),
    number: 'CL26-7KQM-3XWDA',
    basis: [
      text(
        '《行政处罚法》第九条第一款第三项',
        'Administrative Penalties Law, article 9, paragraph 1, item 3',
      ),
    ],
    reasons: '经营场所的卫生条件不再符合要求。',
    compensation: null,
    appeal: text(
      '如不服，可以自知道之日起六十日内向汕头市龙湖区人民政府申请行政复议。',
      'If you disagree you may apply for reconsideration to the People’s Government of Longhu District within 60 days.',
    ),
  },
  {
    at: now,
    text: text('签发', 'Issued'),
    number: null,
    basis: [],
    reasons: '',
    compensation: null,
    appeal: null,
  },
];

/** `licence` is one in force; `address` that of its verification. */
export function licenceExamples(licence: LicenceView, address: string): Readonly<Record<string, Render>> {
  return { ...holdersExamples(licence, address), ...verifiersExamples(licence, address) };
}

type Examples = Readonly<Record<string, Render>>;
const since = legalDay('2026-11-23');

function suspendedOne(licence: LicenceView): LicenceView {
  return { ...licence, state: 'suspended', since, until: addDays(since, 29) };
}

function holdersExamples(licence: LicenceView, address: string): Examples {
  const suspended = suspendedOne(licence);
  const page = { verificationAddress: address, paperPath: '/zh/licences/1/paper.pdf' };
  const row = {
    number: licence.number,
    name: licence.name,
    organName: licence.organName,
    expiresOn: licence.expiresOn,
  };
  const shown = {
    number: licence.number,
    name: licence.name,
    expiresAt: minutesLater,
    address:
      'https://shantou.example/zh/verify/presented/AZqvJ3Z0cAC4VYQyLo0mWgAAaSK8yNQ2v0v0m3sSg0r3l1Qx8Jc',
    digits: '3046 1187 2950',
    presentPath: '/zh/licences/1/presentations',
  };
  return {
    licences: (frame) =>
      renderLicencesPage(
        {
          licences: [
            { ...row, state: 'valid', since: null, until: null, path: '/zh/licences/1' },
            { ...row, state: 'suspended', since, until: addDays(since, 29), path: '/zh/licences/2' },
          ],
          claimable: 1,
          claimPath: '/zh/licences/claim',
        },
        frame,
      ),
    'licences-empty': (frame) =>
      renderLicencesPage({ licences: [], claimable: 0, claimPath: '/zh/licences/claim' }, frame),
    licence: (frame) =>
      renderLicencePage(
        {
          ...page,
          licence,
          presentPath: '/zh/licences/1/presentations',
          story: story.slice(1),
          presentations: [{ presentedAt: now, openedCount: 2 }],
        },
        frame,
      ),
    'licence-suspended': (frame) =>
      renderLicencePage(
        { ...page, licence: suspended, presentPath: undefined, story, presentations: [] },
        frame,
      ),
    presentation: (frame) => renderPresentationPage({ ...shown, isOver: false }, frame),
    'presentation-over': (frame) => renderPresentationPage({ ...shown, isOver: true }, frame),
  };
}

function verifiersExamples(licence: LicenceView, address: string): Examples {
  const suspended = suspendedOne(licence);
  return {
    presented: (frame) =>
      renderPresentedPage(
        { licence, presentedAt: now, expiresAt: minutesLater, checkedAt: now, address },
        visitor(frame),
      ),
    'presented-over': (frame) =>
      renderNotPresentedPage(
        text(
          '这次出示已经过了有效时间。请持证人重新出示。',
          'The time is over. Ask the holder to show it again.',
        ),
        visitor(frame),
      ),
    'verify-suspended': (frame) =>
      renderVerificationPage(
        { code: licence.verificationCode, checkedAt: now, licence: suspended, address },
        visitor(frame),
      ),
    'verify-earlier': (frame) =>
      renderVerificationPage(
        { code: licence.verificationCode, checkedAt: now, licence, on: legalDay('2026-11-21'), address },
        visitor(frame),
      ),
  };
}
