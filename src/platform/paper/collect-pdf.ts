// Owns how a PDF is opened, written and collected; refuses the machine's clock where the caller names a moment.
import PdfDocument from 'pdfkit';

export interface PdfSettings {
  readonly title: string;
  readonly author?: string;
  /** BCP 47, as zh-CN: screen readers of PDF ask for it. */
  readonly language: string;
  /** In points. */
  readonly margins:
    | number
    | { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  /** When the paper was made: with it equal content gives equal bytes. Without it the present moment. */
  readonly madeAt?: Date;
}

/** The bytes of an A4 document, fonts subset and embedded. Takes about 100 ms: never call it inside a transaction. */
export async function collectPdf(
  { title, author, language, margins, madeAt }: PdfSettings,
  write: (document: PDFKit.PDFDocument) => void,
): Promise<Buffer> {
  const document = new PdfDocument({
    size: 'A4',
    ...(typeof margins === 'number' ? { margin: margins } : { margins }),
    lang: language,
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: title,
      Producer: 'Yizhan',
      Creator: 'Yizhan',
      ...(author === undefined ? {} : { Author: author }),
      ...(madeAt === undefined ? {} : { CreationDate: madeAt, ModDate: madeAt }),
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  write(document);
  document.end();
  await finished;
  return Buffer.concat(chunks);
}
