// Owns the proof of delivery that is printed to be signed on paper; refuses to say that anything was handed over yet.
import { formatDay, legalDayOf } from '#kernel/dates';
import { inLocale, type Locale, type Text, text } from '#kernel/texts';
import { renderPaper } from '#platform/paper';
import type { ProofToSign } from './counter-deliveries.ts';

const words = {
  title: text('送达回证', 'Proof of delivery'),
  subtitle: text('供领取人签名', 'To be signed by whoever fetches it'),
  caseNumber: text('办件编号', 'Case number'),
  service: text('事项', 'Service'),
  organ: text('作出机关', 'Organ'),
  applicant: text('受送达人', 'Addressee'),
  manner: text('送达方式', 'Manner'),
  window: text('窗口领取', 'Fetched at the counter'),
  items: text('送达文书', 'What is delivered'),
  number: text('编号', 'Number'),
  declaration: text('上列文书（证照）已经收到。', 'I have received the papers and licences listed above.'),
  sign: text('领取人签名或者盖章：', 'Signature or seal:'),
  date: text('日期：', 'Date:'),
  relation: text('与受送达人的关系：', 'Relation to the addressee:'),
  clerk: text('送达人签名：', 'Handed over by:'),
  printed: text('打印日期', 'Printed'),
  footnote: text(
    '签名后由窗口留存；平台另出具编号的送达回证，写明在纸上签名。《行政许可法》没有规定送达的方式，本回证参照《民事诉讼法》第八十七条，未经核定。',
    'Kept by the counter once signed; the platform issues the numbered proof, which says that it was signed on paper. The Administrative Licensing Law does not say how papers are delivered: this follows article 87 of the Civil Procedure Law by analogy, not yet confirmed.',
  ),
} as const satisfies Record<string, Text>;

/** The PDF's bytes. Never call it inside a transaction. */
export async function renderProofToSign(proof: ProofToSign, locale: Locale, now: Date): Promise<Buffer> {
  const say = (message: Text) => inLocale(message, locale);
  const entry = (label: Text, value: string) => ({ kind: 'entry', label: say(label), value }) as const;
  return await renderPaper({
    title: say(words.title),
    subtitle: say(words.subtitle),
    language: locale === 'zh' ? 'zh-CN' : 'en-GB',
    lines: [
      entry(words.caseNumber, proof.caseNumber),
      entry(words.service, say(proof.serviceName)),
      entry(words.organ, say(proof.organName)),
      entry(words.applicant, proof.applicantName),
      entry(words.manner, say(words.window)),
      { kind: 'heading', text: say(words.items) },
      ...proof.items.map(({ title, number }, index) => ({
        kind: 'entry' as const,
        label: `${index + 1}. ${say(title)}`,
        value: `${say(words.number)} ${number}`,
      })),
      { kind: 'paragraph', text: say(words.declaration) },
      { kind: 'sign', labels: [say(words.sign), say(words.date)] },
      { kind: 'sign', labels: [say(words.relation), say(words.clerk)] },
      entry(words.printed, formatDay(legalDayOf(now), locale)),
    ],
    footnote: say(words.footnote),
  });
}
