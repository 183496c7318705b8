// Owns the receipt of an application as a PDF: number, query code, what happens next. Refuses to state more than is known.
import { formatInstant } from '#kernel/dates';
import { fillText, inLocale, type Locale, type Text, text } from '#kernel/texts';
import { renderPaper } from '#platform/paper';
import type { OwnApplication } from './view-application.ts';

const words = {
  title: text('申请回执', 'Receipt of application'),
  number: text('申请编号', 'Application number'),
  queryCode: text('查询码', 'Query code'),
  submittedAt: text('提交时间', 'Submitted'),
  topic: text('办理主题', 'Topic'),
  cases: text('分送情况', 'Where it went'),
  pending: text('正在分送各部门，请稍后查询。', 'It is being sent to the organs; look again shortly.'),
  waits: text('等待“{service}”的结果', 'waits for the result of ‘{service}’'),
  keep: text(
    '请保管好查询码：凭申请编号和查询码，不用登录就能查询进度。',
    'Keep the query code: with the number it shows the progress without signing in.',
  ),
  scan: text('扫描二维码查询进度', 'Scan the code to see the progress'),
  footnote: text(
    '样本：电子印章尚未接入。本回执说明您已提交申请，受理与否以各部门的通知为准。',
    'Sample: no electronic seal is connected yet. This receipt says that you applied; each organ tells you whether it accepts.',
  ),
} as const satisfies Record<string, Text>;

/** The address that the receipt's QR code opens: the progress page with the number filled in, never the query code. */
export function progressAddress(publicUrl: string, locale: Locale, number: string): string {
  return `${publicUrl}/${locale}/progress?number=${encodeURIComponent(number)}`;
}

/** The receipt as PDF bytes. */
export async function renderReceiptPaper(
  application: OwnApplication,
  locale: Locale,
  publicUrl: string,
): Promise<Buffer> {
  const say = (message: Text) => inLocale(message, locale);
  const entry = (label: Text, value: string) => ({ kind: 'entry', label: say(label), value }) as const;
  return await renderPaper({
    title: say(words.title),
    language: locale === 'zh' ? 'zh-CN' : 'en-GB',
    lines: [
      { kind: 'big', text: application.number },
      entry(words.queryCode, application.queryCode),
      entry(words.submittedAt, formatInstant(application.submittedAt, locale)),
      entry(words.topic, say(application.lifeEventTitle)),
      { kind: 'heading', text: say(words.cases) },
      ...(application.cases.length === 0 ? [{ kind: 'paragraph', text: say(words.pending) } as const] : []),
      ...application.cases.map((one) => ({ kind: 'paragraph', text: caseLine(one, locale) }) as const),
      { kind: 'paragraph', text: say(words.keep) },
    ],
    qr: { address: progressAddress(publicUrl, locale, application.number), caption: say(words.scan) },
    footnote: say(words.footnote),
  });
}

function caseLine(one: OwnApplication['cases'][number], locale: Locale): string {
  const waits =
    one.waitsFor === null ? '' : fillText(words.waits, { service: one.waitsFor.serviceName[locale] })[locale];
  return [one.number, one.serviceName[locale], one.organName[locale], waits]
    .filter((part) => part !== '')
    .join(' · ');
}
