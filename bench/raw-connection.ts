// Owns one kept HTTP connection as a load generator wants it: bytes out, head and length in; refuses chunked answers.
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** The status line and headers as they came. */
  readonly head: string;
  readonly bodyBytes: number;
}

export interface RawConnection {
  /** Sends one request and waits for its whole answer; one at a time. */
  send(request: Buffer): Promise<RawAnswer>;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');

/** Only loopback: a generator that can be pointed elsewhere is a weapon. */
export function openRawConnection(port: number): RawConnection {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let waiting: { resolve(answer: RawAnswer): void; reject(error: Error): void } | undefined;
  let received: Buffer | undefined;
  let answer: { status: number; head: string; bodyBytes: number; missingBytes: number } | undefined;
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = undefined;
  };
  const take = (chunk: Buffer) => {
    if (answer !== undefined) {
      answer.missingBytes -= chunk.length;
    } else {
      received = received === undefined ? chunk : Buffer.concat([received, chunk]);
      const end = received.indexOf(headEnd);
      if (end === -1) return;
      const head = received.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (length === undefined) return fail(new Error(`An answer without a length:\n${head}`));
      const bodyBytes = Number(length);
      const missingBytes = bodyBytes - (received.length - end - headEnd.length);
      answer = { status: Number(head.slice(9, 12)), head, bodyBytes, missingBytes };
    }
    if (answer.missingBytes > 0) return;
    const { status, head, bodyBytes } = answer;
    answer = undefined;
    received = undefined;
    const done = waiting;
    waiting = undefined;
    done?.resolve({ status, head, bodyBytes });
  };
  socket.on('data', take);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed the connection.')));
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}
