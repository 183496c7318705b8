// Owns the words that the portal's handlers put into the views; the pages' own words are in pages/messages.ts.
import { type Text, text } from '#kernel/texts';

export const homeAudiences = [
  { key: 'resident', name: text('市民', 'Residents') },
  { key: 'enterprise', name: text('企业', 'Enterprises') },
  { key: 'investor', name: text('投资者', 'Investors') },
  { key: 'tourist', name: text('游客', 'Visitors') },
] as const;

/** What is new on this site. Editors will write it once publishing is there. */
export const homeNews = [
  {
    on: '2026-11-23',
    title: text(
      '龙湖区、金平区开办餐饮店，可以一次申请',
      'One application now opens a restaurant in Longhu and Jinping',
    ),
    lifeEvent: 'open-restaurant',
  },
] as const;

export const guideSteps: readonly Text[] = [
  text('回答几个问题，看看需要办哪些事项', 'Answer a few questions and see what you need'),
  text('登录，填写一张表，上传材料', 'Sign in, fill in one form, attach the documents'),
  text('核对后提交，拿到申请编号和查询码', 'Check and send; you get a number and a query code'),
  text('各部门同时办理，您随时可以查看进度', 'The organs work side by side; follow them any time'),
  text(
    '办好的证照、凭证放进您的空间，扫码就能核验',
    'The results come to your space; anyone can verify them by their code',
  ),
];

export const feeWords = {
  free: text('不收费', 'no fee'),
  charged: text('收费', 'there is a fee'),
} as const satisfies Record<string, Text>;

export const organGroupWords = {
  streets: text('街道办事处、镇人民政府', 'Subdistrict offices and town governments'),
} as const satisfies Record<string, Text>;

export const historyWords = {
  submitted: text('您提交了申请。', 'You sent the application.'),
  opened: text('申请分送到{organ}（{service}）。', 'It went to {organ} ({service}).'),
  correction: text(
    '{organ}请您补正材料（{service}）。',
    '{organ} asked you for what is missing ({service}).',
  ),
  closed: text('{service}：{status}。', '{service}: {status}.'),
} as const satisfies Record<string, Text>;
