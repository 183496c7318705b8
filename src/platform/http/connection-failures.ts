// Owns the answer to bytes that are no HTTP; refuses to repeat them, and to speak into another answer.
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { failureTexts } from './failures.ts';

const statusLines: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** For Fastify's clientErrorHandler: no request could be read, so no language is known; both are said. */
export function answerBrokenConnection(error: ConnectionError, socket: Socket): void {
  const isGone = error.code === 'ECONNRESET' || socket.destroyed || !socket.writable;
  if (isGone) {
    socket.destroy();
    return;
  }
  const { zh, en } = failureTexts.malformed;
  const body = `${zh}\n${en}\n`;
  const lines = [
    `HTTP/1.1 ${statusLines[error.code] ?? '400 Bad Request'}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  // Bytes of an answer under way have been written already: what follows them would be taken for a part of it.
  if (socket.bytesWritten > 0) socket.destroy();
  else socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
