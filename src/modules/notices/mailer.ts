// Owns the conversation with the mail server; refuses to repeat what the server says, which may quote an address.
import { createTransport } from 'nodemailer';
import type { MailText } from './compose-mail.ts';

export interface Mailer {
  /** `messageId` is the same each time a notice is mailed, so that a mail program can tell a repetition. */
  send(to: string, mail: MailText, messageId: string): Promise<void>;
  close(): void;
}

/** The mail was not taken. It stays to be sent; the job is run again. */
class MailRefused extends Error {
  constructor(code: string) {
    super(`The mail server did not take the mail (${code}). It is tried again later.`);
    this.name = 'MailRefused';
  }
}

/** Talks to the server of `smtp://[user:password@]host[:port]` or `smtps://…`; `from` is the sender's address. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(to, mail, messageId) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject: mail.subject,
          text: mail.text,
          messageId: `<${messageId}>`,
          // RFC 3834: no out-of-office answers, please.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new MailRefused(codeOf(error));
      }
    },
    close: () => transport.close(),
  };
}

/** The kind of failure and the server's number, without its words. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : error.name;
  return 'responseCode' in error ? `${code} ${String(error.responseCode)}` : code;
}
