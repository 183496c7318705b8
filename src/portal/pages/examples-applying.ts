// Owns examples of the pages of an application. For tests only.
import { legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import { mannerWords, modeWords } from './acting-messages.ts';
import { renderCheckPage } from './check-page.ts';
import { renderDraftPage } from './draft-page.ts';
import { renderEvidencePage } from './evidence-page.ts';
import { position, type Render, sizeBytesMost, subject, visitor } from './example-reader.ts';
import type { FrameData } from './look/frame.ts';
import { renderMannerPage } from './manner-page.ts';
import { signInWords } from './messages.ts';
import {
  answers,
  buildCases,
  commitment,
  evidenceFields,
  exemptEvidence,
  findDivision,
  form,
  formContent,
  now,
  services,
} from './page-fixtures.ts';
import { renderReceiptPage } from './receipt-page.ts';
import { renderSignInPage } from './sign-in-page.ts';

const wrongAnswers = { premisesAddress: '某路', floorAreaM2: '大约八十' };

export const applyingExamples: Readonly<Record<string, Render>> = {
  'sign-in': (frame) =>
    renderSignInPage({ wanted: '/zh/applications', loginName: '', error: undefined }, visitor(frame)),
  'sign-in-failed': (frame) =>
    renderSignInPage(
      { wanted: undefined, loginName: '"><img src=x>', error: signInWords.failed },
      visitor(frame),
    ),
  'draft-shop': (frame) => renderDraft(frame, 'shop', answers),
  'draft-kitchen': (frame) => renderDraft(frame, 'kitchen', answers),
  'draft-contact': (frame) => renderDraft(frame, 'contact', {}),
  'draft-errors': (frame) => renderDraft(frame, 'premises', wrongAnswers, true),
  evidence: (frame) => renderEvidence(frame, false),
  'evidence-errors': (frame) => renderEvidence(frame, true),
  manner: (frame) => renderManner(frame, false),
  'manner-errors': (frame) => renderManner(frame, true),
  check: (frame) => renderCheck(frame, true),
  'check-errors': (frame) => renderCheck(frame, true, true),
  'check-incomplete': (frame) => renderCheck(frame, false),
  receipt: (frame) =>
    renderReceiptPage(
      {
        number: 'SQ26-7KQM-3XWDA',
        queryCode: '7KQM-3XWD',
        subject,
        submittedAt: now,
        cases: buildCases().map((one, index) => ({
          serviceName: one.serviceName,
          organName: one.organName,
          answerBy: index === 1 ? undefined : legalDay('2026-11-30'),
          waitsFor: index === 1 ? services[0]?.name : undefined,
        })),
        progressAddress: 'http://127.0.0.1:4405/zh/progress?number=SQ26-7KQM-3XWDA',
        pdfPath: '/zh/applications/1/receipt.pdf',
        statusPath: '/zh/applications/1',
      },
      frame,
    ),
};

function renderDraft(
  frame: FrameData,
  pageKey: string,
  given: Parameters<typeof form.validateAll>[0],
  failed = false,
) {
  return renderDraftPage(
    {
      content: formContent,
      pageKey,
      action: `/zh/drafts/1/${pageKey}`,
      revision: 3,
      answers: given,
      errors: failed ? form.validatePage(pageKey, given) : [],
      findDivision,
      position,
    },
    frame,
  );
}

function renderEvidence(frame: FrameData, failed: boolean): string {
  return renderEvidencePage(
    {
      applicationTitle: formContent.title,
      action: '/zh/drafts/1/evidence',
      revision: 3,
      evidence: evidenceFields,
      exempt: exemptEvidence,
      sizeBytesMost,
      errors: failed
        ? [
            {
              field: 'floor-plan',
              text: text(
                '这个文件不是图片或者PDF，没有保留。',
                'This file is no picture and no PDF; it was not kept.',
              ),
            },
          ]
        : [],
      position: { ...position, step: 5 },
    },
    frame,
  );
}

function renderManner(frame: FrameData, failed: boolean): string {
  const serviceName = services[2]?.name ?? text('', '');
  const field = 'mode.fire-safety-check';
  return renderMannerPage(
    {
      applicationTitle: formContent.title,
      action: '/zh/drafts/1/manner',
      revision: 3,
      choices: [
        {
          field,
          serviceName,
          chosen: failed ? 'on-the-spot' : 'commitment',
          options: [
            { value: 'commitment', label: mannerWords.commitment, means: mannerWords.commitmentMeans },
            { value: 'ordinary', label: mannerWords.ordinary, means: mannerWords.ordinaryReview },
          ],
          commitment,
        },
      ],
      errors: failed
        ? [{ field, text: text('这个事项不能这样办理。', 'This service is not handled that way.') }]
        : [],
      position: { ...position, step: 5 },
    },
    frame,
  );
}

function renderCheck(frame: FrameData, complete: boolean, failed = false): string {
  const field = 'commitment.fire-safety-check';
  return renderCheckPage(
    {
      content: formContent,
      revision: 4,
      action: '/zh/drafts/1/submission',
      answers: form.describe(complete ? answers : { shopName: subject }, { findDivision }),
      pagePath: (page) => `/zh/drafts/1/${page}`,
      incomplete: complete
        ? []
        : [{ title: text('店铺在哪里', 'Where the shop is'), path: '/zh/drafts/1/premises' }],
      evidence: evidenceFields.map(({ name, attached, deferral }) => ({
        name,
        fileNames: attached.map((file) => file.fileName),
        later: deferral?.status,
      })),
      manners: [{ serviceName: services[2]?.name ?? text('', ''), manner: modeWords.commitment }],
      mannerPath: '/zh/drafts/1/manner',
      commitments: [{ field, serviceName: services[2]?.name ?? text('', ''), commitment }],
      ticked: failed ? ['declaration'] : [],
      evidencePath: '/zh/drafts/1/evidence',
      recipients: buildCases().map(({ serviceName, organName }) => ({ serviceName, organName })),
      errors: failed
        ? [
            {
              field,
              text: text('请阅读告知承诺书并勾选同意。', 'Read the commitment and tick that you accept it.'),
            },
          ]
        : [],
      position: { ...position, step: 6 },
    },
    frame,
  );
}
