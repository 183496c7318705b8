// Owns the words around a notice that goes by mail; refuses words of the notice itself, which its giver writes.
import { text } from '#kernel/texts';

export const noticesMessages = {
  /** Subject of the mail; `{title}` is the notice's own. */
  mailSubject: text('【一站】{title}', '{title}'),
  mailLink: text('请登录后查看：{link}', 'Sign in to see it: {link}'),
  mailFooter: text(
    '本邮件由系统自动发送，请勿回复。通知以网站“我的通知”中的内容为准。',
    'This mail was sent automatically; please do not reply. What counts is the notice on the site.',
  ),
} as const;
