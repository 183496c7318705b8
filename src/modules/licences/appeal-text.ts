// Owns how the holder is told of the right to appeal; refuses to name bodies as settled that nobody has checked.
import { fillText, type Text } from '#kernel/texts';
import type { AppealBodies } from '#modules/organs';
import { appealMessages } from './messages.ts';

/** 行政复议法 第二十条; 行政诉讼法 第四十六条: sixty days, six months, and to whom. */
export function appealText(bodies: AppealBodies): Text {
  const inOne = (locale: 'zh' | 'en') => {
    const organ = [bodies.reconsiderationOrganName, bodies.alternativeOrganName]
      .flatMap((name) => (name === null ? [] : [name[locale]]))
      .join(locale === 'zh' ? '或者' : ' or ');
    const court = bodies.courtName?.[locale] ?? appealMessages.unknownCourt[locale];
    const sentences = fillText(appealMessages.both, {
      organ: organ === '' ? appealMessages.unknownOrgan[locale] : organ,
      court,
    })[locale];
    return bodies.verified ? sentences : sentences + appealMessages.unverified[locale];
  };
  return { zh: inOne('zh'), en: inOne('en') };
}
