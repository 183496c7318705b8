// Owns notices for tests, stating only what matters; refuses to be used outside of them.
import { newId } from '#kernel/ids';
import type { NewNotice } from './notice-store.ts';

/** What a notice needs, for `giveNotice`; about a new cause and a new subject unless said otherwise. */
export function buildNotice(stated: Partial<NewNotice> & Pick<NewNotice, 'residentId'>): NewNotice {
  return {
    causeId: newId(new Date()),
    subject: { kind: 'application', id: newId(new Date()) },
    districtCode: '440507',
    title: { zh: '示例通知', en: 'Example notice' },
    body: { zh: '这是一条示例通知。', en: 'This is an example of a notice.' },
    path: '/applications/example',
    ...stated,
  };
}
