// Owns the loops of a worker: look for work, do it, rest, look again; refuses to stop in the middle of a piece.
import type { Logger } from '#platform/logging';

/** A loop that looks for work. */
export interface Loop {
  /** Looks at once instead of at the end of the rest. */
  nudge(): void;
  /** Ends the loop after the piece that is under way. */
  stop(): Promise<void>;
}

export interface LoopSettings {
  readonly name: string;
  readonly logger: Logger;
  /** How long it rests when there was nothing to do. */
  readonly restMs: number;
  /** Does one piece of work; says whether there may be more. */
  work(): Promise<boolean>;
}

const restAfterFailureMs = 1_000;

/**
 * Starts a loop. A piece that throws is logged and tried again after a second; the loop itself never ends by a
 * failure, so that a database that comes back finds its workers.
 */
export function startLoop(settings: LoopSettings): Loop {
  let stopped = false;
  let wake: (() => void) | undefined;
  let nudged = false;
  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    while (!stopped) {
      nudged = false;
      try {
        const mayBeMore = await settings.work();
        if (!mayBeMore && !stopped && !nudged) await rest(settings.restMs);
      } catch (error) {
        settings.logger.error({ loop: settings.name, err: error }, 'loop failed');
        if (!stopped) await rest(restAfterFailureMs);
      }
    }
  })();
  return {
    nudge() {
      nudged = true;
      wake?.();
    },
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
  };
}
