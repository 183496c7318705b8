// The face of notices: telling a resident something, on the site and by mail, and what they see of it.
export { countUnreadNotices, listNotices, type NoticeList, noticesPageSize } from './list-notices.ts';
export { createMailer, type Mailer } from './mailer.ts';
export { markNoticesRead } from './mark-notices-read.ts';
export { buildNotice } from './notice-fixtures.ts';
export type { Notice } from './notice-queries.ts';
export { giveNotice, type NewNotice, sendMailTaskName } from './notice-store.ts';
export { type SendMailSettings, sendMailTask } from './send-mail.ts';
