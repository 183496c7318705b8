// Owns the text of a mail about a notice; refuses personal data beyond what the notice itself says.
import { inLocale, type Text, text } from '#kernel/texts';
import { noticesMessages } from './messages.ts';

export interface MailText {
  readonly subject: string;
  /** Plain text, Chinese first; there is no HTML, so there is nothing to load and nothing to click by mistake. */
  readonly text: string;
}

interface NoticeText {
  readonly title: Text;
  readonly body: Text;
  /** Within the portal and without the language, as `/applications/…`. */
  readonly path: string;
}

/** Both languages in one mail, since nobody said which one the reader prefers. `publicUrl` has no slash at its end. */
export function composeMail(notice: NoticeText, publicUrl: string): MailText {
  const part = (locale: 'zh' | 'en') =>
    [
      notice.title[locale],
      '',
      notice.body[locale],
      '',
      inLocale(noticesMessages.mailLink, locale, { link: `${publicUrl}/${locale}${notice.path}` }),
      '',
      noticesMessages.mailFooter[locale],
    ].join('\n');
  const subject = text(
    inLocale(noticesMessages.mailSubject, 'zh', { title: notice.title.zh }),
    inLocale(noticesMessages.mailSubject, 'en', { title: notice.title.en }),
  );
  return { subject: `${subject.zh} / ${subject.en}`, text: `${part('zh')}\n\n----\n\n${part('en')}\n` };
}
