// Owns the conversation with clamd (INSTREAM of its protocol, man clamd(8)); refuses to guess at an unclear answer.
import { connect } from 'node:net';

const chunkBytes = 64 * 1024;
const timeoutMs = 60_000;

/**
 * Sends the bytes to clamd and says what it found. Throws where clamd can't be reached or says anything but OK or
 * FOUND, so that the job is tried again and the file stays 'scanning'.
 */
export async function scanWithClamd(address: string, content: Buffer): Promise<'clean' | 'infected'> {
  const separator = address.lastIndexOf(':');
  const socket = connect(Number(address.slice(separator + 1)), address.slice(0, separator));
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('clamd did not answer in time.')));
  const answer = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (data: Buffer) => {
      text += data.toString('utf8');
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  socket.write('zINSTREAM\0');
  for (let offset = 0; offset < content.length; offset += chunkBytes) {
    const chunk = content.subarray(offset, offset + chunkBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    socket.write(chunk);
  }
  socket.write(Buffer.alloc(4));
  const said = (await answer).replaceAll('\0', '').trim();
  if (said.endsWith(' OK')) return 'clean';
  if (said.endsWith(' FOUND')) return 'infected';
  throw new Error('clamd gave no clear answer.');
}
