// Owns the page on which an applicant hands a draft over to a counter; refuses to show a code that was not just made.
import { formatInstant } from '#kernel/dates';
import { inLocale, text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { draftBreadcrumbs } from './draft-page.ts';
import { renderButton } from './look/button.ts';
import { type FrameData, renderBanner, renderFormToken, renderHeading, renderPage } from './look/frame.ts';

export const handOverWords = {
  title: text('到窗口继续办理', 'Continue at a counter'),
  intro: text(
    '您可以到任何一个区县的政务服务中心，由窗口人员接着往下办。已经填写的内容和上传的材料都会带过去，请带上您的证件。',
    'A clerk at the service centre of any district can go on from here. What you entered and attached goes along. Bring your identity document.',
  ),
  make: text('生成交接码', 'Make a code'),
  again: text('重新生成', 'Make another code'),
  show: text('请把这个交接码告诉窗口人员：', 'Tell the clerk this code:'),
  until: text('{time}以前有效，只能用一次。', 'It is valid until {time}, and once.'),
  effect: text(
    '窗口人员输入交接码后，这份申请只能在窗口修改和提交；不想在窗口办了，可以请窗口人员退回。',
    'Once the clerk has entered the code, this application is changed and sent at the counter only. The clerk can give it back to you.',
  ),
  atCounter: text('正在窗口办理', 'It is at the counter'),
  atCounterHint: text(
    '这份申请从{time}起在窗口继续办理，网上不能修改。窗口提交以后，您可以在“我的办件”里查看进度；不想在窗口办了，请窗口人员退回。',
    'Since {time} this application is continued at a counter and can’t be changed online. Once the clerk has sent it, follow it in “My applications”. The clerk can give it back to you.',
  ),
  back: text('返回申请', 'Back to the application'),
} as const;

export interface HandOverPageView {
  readonly action: string;
  readonly revision: number;
  readonly draftPath: string;
  /** Shown once, right after it was made. */
  readonly handOver: { readonly code: string; readonly expiresAt: Date } | undefined;
  readonly continuedAtCounterAt: Date | null;
}

export function renderHandOverPage(view: HandOverPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(handOverWords.title, locale);
  const main = html`${renderHeading(title)}${
    view.continuedAtCounterAt === null
      ? renderOffer(view, frame)
      : renderBanner(
          'now',
          inLocale(handOverWords.atCounter, locale),
          html`<p>${inLocale(handOverWords.atCounterHint, locale, {
            time: formatInstant(view.continuedAtCounterAt, locale),
          })}</p>`,
        )
  }`;
  return renderPage(frame, { title, breadcrumbs: draftBreadcrumbs(frame), main });
}

function renderOffer(view: HandOverPageView, frame: FrameData): Markup {
  const { locale } = frame;
  const { handOver } = view;
  return html`<p>${inLocale(handOverWords.intro, locale)}</p>${
    handOver === undefined
      ? nothing
      : html`<div class="shown"><p>${inLocale(handOverWords.show, locale)}</p><p class="number">${handOver.code}</p>
<p>${inLocale(handOverWords.until, locale, { time: formatInstant(handOver.expiresAt, locale) })}</p></div>`
  }<p>${inLocale(handOverWords.effect, locale)}</p>
<form method="post" action="${view.action}">${renderFormToken(frame)}<input type="hidden" name="revision" value="${view.revision}">${renderButton(
    {
      label: inLocale(handOver === undefined ? handOverWords.make : handOverWords.again, locale),
      kind: handOver === undefined ? 'primary' : 'secondary',
    },
  )}</form>
<p><a href="${view.draftPath}">${inLocale(handOverWords.back, locale)}</a></p>`;
}
