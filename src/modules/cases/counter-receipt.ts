// Owns the receipt of what was taken at a counter, on the screen and on paper; refuses the answers: it needs none.
import { formatInstant, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { inLocale, type Locale, type Text, text } from '#kernel/texts';
import { findResponsibleOrgan, getServiceVersion, titlesOfLifeEvents } from '#modules/catalogue';
import { getOrgan } from '#modules/organs';
import { renderPaper } from '#platform/paper';
import { query } from '#platform/use-case';
import type { AppliedService } from './application-store.ts';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CounterReceipt } from './counter-contract.ts';
import { counterMessages } from './counter-messages.ts';
import { progressAddress } from './receipt-paper.ts';

interface Loaded {
  readonly organId: Id;
  readonly receipt: CounterReceipt;
}

export const viewCounterReceipt = query<{ readonly applicationId: Id }, Loaded, CasesTables, CounterReceipt>({
  name: 'view-counter-receipt',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ applicationId }, loaded) => ({
    kind: 'application',
    id: applicationId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { applicationId }, { vault }) {
    const row = await db
      .selectFrom('cases.application')
      .select(['id', 'number', 'queryCodeEncrypted', 'applicantName', 'lifeEventVersionId', 'divisionCode'])
      .select(['submittedAt', 'receivedAtOrganId'])
      .select((one) => one.ref('services').$castTo<readonly AppliedService[]>().as('services'))
      .where('id', '=', applicationId)
      .executeTakeFirst();
    if (row === undefined || row.receivedAtOrganId === null)
      throw new AppError('not-found', 'no-such-application', counterMessages.noApplication);
    const services: CounterReceipt['services'][number][] = [];
    const names = new Map<string, Text>();
    for (const { serviceKey, serviceVersionId, waitsFor } of row.services) {
      const { name } = (await getServiceVersion(db, serviceVersionId)).content;
      names.set(serviceKey, name);
      const on = legalDayOf(row.submittedAt);
      const found = await findResponsibleOrgan(db, { serviceKey, divisionCode: row.divisionCode, on });
      const organName = found === undefined ? null : (await getOrgan(db, found.organId)).name;
      services.push({ name, organName, waitsFor: names.get(waitsFor ?? '') ?? null });
    }
    const titles = await titlesOfLifeEvents(db, [row.lifeEventVersionId]);
    return {
      organId: row.receivedAtOrganId,
      receipt: {
        applicationId: row.id,
        number: row.number,
        queryCode: vault.decrypt(row.queryCodeEncrypted),
        applicantName: row.applicantName,
        lifeEventTitle: titles.get(row.lifeEventVersionId) ?? { zh: '', en: '' },
        submittedAt: row.submittedAt.toISOString(),
        services,
      },
    };
  },
  permission: (actor, loaded) => worksAtCounter(actor, loaded),
  present: ({ receipt }) => receipt,
});

const words = {
  title: text('窗口收件回执', 'Receipt from the counter'),
  number: text('申请编号', 'Application number'),
  queryCode: text('查询码', 'Query code'),
  applicant: text('申请人', 'Applicant'),
  submittedAt: text('提交时间', 'Sent'),
  topic: text('办理主题', 'Topic'),
  services: text('分送情况', 'Where it goes'),
  keep: text(
    '请保管好查询码：凭申请编号和查询码，不用登录就能查询进度。领取结果时请带本回执和证件。',
    'Keep the query code: with the number it shows the progress without signing in. Bring this receipt and your document when you fetch the results.',
  ),
  scan: text('扫描二维码查询进度', 'Scan the code to see the progress'),
  footnote: text(
    '样本：电子印章尚未接入。本回执说明您已提交申请，受理与否以各部门的通知为准。',
    'Sample: no electronic seal is connected yet. This receipt says that you applied; each organ tells you whether it accepts.',
  ),
} as const satisfies Record<string, Text>;

/** The receipt as PDF bytes, for the applicant to take along. */
export async function renderCounterReceipt(
  receipt: CounterReceipt,
  locale: Locale,
  publicUrl: string,
): Promise<Buffer> {
  const say = (message: Text) => inLocale(message, locale);
  const entry = (label: Text, value: string) => ({ kind: 'entry', label: say(label), value }) as const;
  return await renderPaper({
    title: say(words.title),
    language: locale === 'zh' ? 'zh-CN' : 'en-GB',
    lines: [
      { kind: 'big', text: receipt.number },
      entry(words.queryCode, receipt.queryCode),
      entry(words.applicant, receipt.applicantName),
      entry(words.submittedAt, formatInstant(new Date(receipt.submittedAt), locale)),
      entry(words.topic, say(receipt.lifeEventTitle)),
      { kind: 'heading', text: say(words.services) },
      ...receipt.services.map(({ name, organName }) => entry(name, organName === null ? '' : say(organName))),
      { kind: 'paragraph', text: say(words.keep) },
    ],
    qr: { address: progressAddress(publicUrl, locale, receipt.number), caption: say(words.scan) },
    footnote: say(words.footnote),
  });
}
