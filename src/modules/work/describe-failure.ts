// Owns what the code of a failure means to an operator, in a sentence; refuses the error's own words, which may quote people.
import type { Text } from '#kernel/texts';
import { workMessages } from './messages.ts';

const byCode: Readonly<Record<string, Text>> = {
  'no-handler': workMessages.failedByHandler,
  'worker-died': workMessages.failedByWorker,
  'error-not-caught': workMessages.failedByError,
  'process-fault': workMessages.failedByModel,
  'service-not-completed': workMessages.failedByIncompletion,
  'message-not-awaited': workMessages.failedByNobodyWaiting,
  'not-skippable': workMessages.failedBySkip,
};

/** Takes what `failureCode` made of an error: `kind/code engine-code`, `error SQLSTATE`, or an error's name. */
export function describeFailure(failure: string | null): Text {
  const code = failure ?? 'unknown';
  // An error of PostgreSQL is called `error` and has a state of five characters.
  if (/^error [0-9A-Z]{5}$/.test(code)) return withCode(workMessages.failedByDatabase, code);
  const known = /^[a-z-]+\/([a-z-]+)( .+)?$/.exec(code);
  if (known === null) return withCode(workMessages.failedByUnknown, code);
  const [, name = '', detail] = known;
  return withCode(byCode[name] ?? workMessages.failedByRefusal, detail?.trim() ?? name);
}

function withCode({ zh, en }: Text, code: string): Text {
  return { zh: zh.replace('{code}', code), en: en.replace('{code}', code) };
}
