// Owns the end of a long-running command: one graceful stop, whatever asks for it; refuses to begin it twice.

/**
 * Resolves when the process is asked to end: Ctrl-C, SIGTERM, or the end of the program that started it (its channel
 * closes, also when it was killed).
 */
export function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    // Listened to for good: a second signal must not end the process in the middle of its graceful stop.
    process.on('SIGINT', () => resolve('SIGINT'));
    process.on('SIGTERM', () => resolve('SIGTERM'));
    process.on('disconnect', () => resolve('disconnect'));
  });
}
