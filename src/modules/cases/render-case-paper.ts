// Owns how an issued paper becomes a PDF, from what was fixed at its issue; refuses to add a word of its own day.
import { formatDay } from '#kernel/dates';
import { type OfficialPaper, renderOfficialPaper } from '#platform/paper';
import { paperPaths } from './paper-contract.ts';
import { paperMarks } from './paper-messages.ts';
import type { IssuedPaper } from './paper-queries.ts';

/** A paper with the receiver's signature, where it is a proof that has one. */
export interface PrintablePaper {
  readonly paper: IssuedPaper;
  /** Base64 of a JPEG. */
  readonly signature: string | null;
}

/** The paper's PDF. Equal papers give equal bytes. Never call it inside a transaction. */
export async function renderCasePaper(
  { paper, signature }: PrintablePaper,
  publicUrl: string,
): Promise<Buffer> {
  return await renderOfficialPaper(officialPaper({ paper, signature }, publicUrl));
}

/** The file's name: the paper's number, as its organ's register has it. */
export function paperFileName({ number }: Pick<IssuedPaper, 'number'>): string {
  return `${number}.pdf`;
}

export function officialPaper({ paper, signature }: PrintablePaper, publicUrl: string): OfficialPaper {
  const { content } = paper;
  const unverified = content.basis.filter((one) => !one.verified).map((one) => one.text.zh);
  return {
    issuerName: paper.issuerName.zh,
    title: paper.title.zh,
    number: paper.number,
    addressee: content.addressee ?? undefined,
    blocks: content.blocks,
    day: formatDay(paper.issuedOn, 'zh'),
    summary: {
      title: `${content.summary.title} · ${paper.issuerName.en} · ${formatDay(paper.issuedOn, 'en')}`,
      lines: content.summary.lines,
    },
    qr: {
      address: `${publicUrl}${paperPaths.verification('zh', paper.verificationCode)}`,
      captions: paperMarks.scan,
    },
    sealMark: paperMarks.sample,
    marks: [
      paperMarks.sampleLong,
      ...(content.numberVerified ? [] : [paperMarks.numberUnverified]),
      ...(unverified.length === 0 ? [] : [`${paperMarks.basisUnverified}${unverified.join('、')}`]),
    ],
    ...(signature === null
      ? {}
      : { signature: { caption: paperMarks.signature, picture: Buffer.from(signature, 'base64') } }),
    issuedAt: paper.issuedAt,
  };
}
