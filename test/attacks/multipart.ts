// Owns multipart bodies, right ones and wrong ones; refuses nothing: wrong ones are what it is for.

/** A field, or a file where it has a file name. */
export interface Part {
  readonly name: string;
  readonly value: string | Buffer;
  readonly fileName?: string;
  readonly mediaType?: string;
}

export interface MultipartBody {
  readonly contentType: string;
  readonly body: Buffer;
  readonly boundary: string;
}

const boundaryOfTests = 'yizhan-test-boundary-7MA4YWxkTrZu0gW';

export function buildMultipart(parts: readonly Part[], boundary = boundaryOfTests): MultipartBody {
  const chunks = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${headersOf(part)}\r\n\r\n`),
    Buffer.from(part.value),
    Buffer.from('\r\n'),
  ]);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    boundary,
  };
}

/** As browsers write it: quotes and line ends in names are percent-encoded, the rest is UTF-8 as it is. */
function headersOf({ name, fileName, mediaType }: Part): string {
  const quoted = (text: string) =>
    text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const disposition = `Content-Disposition: form-data; name="${quoted(name)}"`;
  if (fileName === undefined) return disposition;
  return `${disposition}; filename="${quoted(fileName)}"\r\nContent-Type: ${mediaType ?? 'application/octet-stream'}`;
}
