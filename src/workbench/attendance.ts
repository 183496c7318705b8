// Owns whether somebody is at the machine; refuses to take what the page does by itself for work.

const attendedForMs = 60_000;
let lastInputAt = Date.now();

function note(): void {
  lastInputAt = Date.now();
}

for (const kind of ['keydown', 'pointerdown', 'wheel'] as const)
  addEventListener(kind, note, { capture: true, passive: true });

/**
 * Whether there was a key, a press or a turn of the wheel in the last minute. What a page asks without it, because of
 * news from the server, must not keep a session alive that would else idle out.
 */
export function isAttended(): boolean {
  return Date.now() - lastInputAt < attendedForMs;
}
