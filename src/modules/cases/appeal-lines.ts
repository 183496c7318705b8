// Owns how an applicant is told where and until when to appeal; pure. Refuses to name a body that nobody knows.
import { fillText, type Text } from '#kernel/texts';
import type { AppealBodies } from '#modules/organs';
import { appealTexts } from './messages.ts';

/** 行政许可法 第三十八条第二款, in words: reconsideration, lawsuit, and that the names are still to be confirmed. */
export function appealLines(appeal: AppealBodies): readonly Text[] {
  const organ = appeal.reconsiderationOrganName ?? appealTexts.unknownOrgan;
  const court = appeal.courtName ?? appealTexts.unknownCourt;
  const fill = (message: Text, name: 'organ' | 'court', value: Text): Text => ({
    zh: fillText(message, { [name]: value.zh }).zh,
    en: fillText(message, { [name]: value.en }).en,
  });
  return [
    fill(appealTexts.reconsideration, 'organ', organ),
    fill(appealTexts.lawsuit, 'court', court),
    ...(appeal.verified ? [] : [appealTexts.unverified]),
  ];
}
