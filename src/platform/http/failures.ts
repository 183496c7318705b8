// Owns how a failure is answered: kind to status, sentence to JSON; refuses to answer with anything a machine made up.
import type { FastifyError } from 'fastify';
import { AppError, type ErrorKind, isAppError } from '#kernel/errors';
import { inLocale, type Locale, type Text, text } from '#kernel/texts';
import { isDatabaseAway } from '#platform/database';

/** The code of a failure that is nobody's in the request, and that the operator must hear of. */
export const databaseAway = 'database-away';

const statusOfKind = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  'too-many': 429,
  unavailable: 503,
} as const satisfies Record<ErrorKind, number>;

export function statusOf(error: AppError): number {
  return statusOfKind[error.kind];
}

/** The one JSON shape of a failure. */
export interface FailureBody {
  readonly code: string;
  readonly message: string;
  /** The first field with a sentence of its own, if any. */
  readonly field?: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly requestId: string;
}

export function failureBody(error: AppError, locale: Locale, requestId: string): FailureBody {
  const fields = error.fields.map((one) => ({ field: one.field, message: inLocale(one.text, locale) }));
  const first = fields[0];
  return {
    code: error.code,
    message: inLocale(error.text, locale),
    ...(first === undefined ? {} : { field: first.field, fields }),
    requestId,
  };
}

export const failureTexts = {
  notFound: text(
    '没有找到这个页面。请检查网址，或从首页重新查找。',
    'There is no such page. Check the address, or start from the home page.',
  ),
  fault: text(
    '系统出了故障，这一步没有完成，之前保存的内容都在。请稍后再试；如多次出现，请告诉我们下面的编号。',
    'Something went wrong on our side. This step was not done; what was saved before is kept. Try again later; if it happens again, tell us the number below.',
  ),
  tooLarge: text(
    '提交的内容太大，没有保存。请减少内容后再试。',
    'What was sent is too large and was not kept. Send less and try again.',
  ),
  malformed: text(
    '提交的内容无法识别，没有保存。请返回上一页重新填写。',
    'What was sent could not be read and was not kept. Go back and fill it in again.',
  ),
  unsupported: text(
    '不支持这种格式的内容，没有保存。',
    'This kind of content is not supported and was not kept.',
  ),
  formExpired: text(
    '这个页面已过期，没有提交。请返回上一页，刷新后重新提交；草稿仍保留。',
    'This page has expired, so nothing was sent. Go back, reload and send it again; your draft is kept.',
  ),
  sessionEnded: text(
    '您的登录已失效，这一步没有提交；之前保存的内容都在。请重新登录后继续。',
    'Your sign-in has ended, so this step was not done; what was saved before is kept. Sign in again to go on.',
  ),
  sessionEndedKept: text(
    '您的登录已失效，这一步还没有提交。您刚才填写的内容在这一页里保留着：重新登录以后就可以接着提交，不用再填。',
    'Your sign-in has ended, so this step was not done yet. What you just entered is kept on this page: sign in again and send it, without typing it anew.',
  ),
  tooMany: text(
    '您的操作过于频繁。没有任何内容被更改。请 {seconds} 秒后再试。',
    'Too many requests. Nothing was changed. Try again in {seconds} seconds.',
  ),
  busy: text(
    '系统繁忙，这一步没有完成，之前保存的内容都在。请稍后再试。',
    'The system is busy. This step was not done; what was saved before is kept. Try again shortly.',
  ),
  checkFields: text(
    '有些内容需要更正，没有提交。请看各项旁边的说明。',
    'Some entries need correction, so nothing was sent. See the sentence beside each.',
  ),
  fieldMissing: text('请填写此项。', 'Please fill this in.'),
  fieldWrong: text('此项的格式不对，请检查。', 'This entry is not in the expected form. Please check it.'),
} as const satisfies Record<string, Text>;

/** Says in our own words what the web framework or a schema refused; undefined for a fault of ours. */
export function explainFrameworkError(error: FastifyError): AppError | undefined {
  if (error.validation !== undefined) {
    const fields = error.validation.map((one) => ({
      field: fieldOf(one.instancePath, one.params['missingProperty']),
      text: one.keyword === 'required' ? failureTexts.fieldMissing : failureTexts.fieldWrong,
    }));
    return new AppError('invalid', 'fields-invalid', failureTexts.checkFields, { fields });
  }
  if (error.statusCode === 413) return new AppError('too-large', 'body-too-large', failureTexts.tooLarge);
  if (error.statusCode === 415)
    return new AppError('unsupported-type', 'body-unsupported', failureTexts.unsupported);
  if (error.statusCode === 429) {
    return new AppError('too-many', 'rate-limit', failureTexts.tooMany);
  }
  if (error.statusCode === 503)
    return new AppError('unavailable', 'busy', failureTexts.busy, { retryAfterSeconds: 10 });
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return new AppError('invalid', 'malformed', failureTexts.malformed);
  return undefined;
}

function fieldOf(instancePath: string, missing: unknown): string {
  const path = instancePath.split('/').slice(1);
  if (typeof missing === 'string') path.push(missing);
  return path.join('.');
}

/** The failure as an AppError, or undefined where it was not foreseen and must be logged as a fault. */
export function foreseenFailure(error: unknown): AppError | undefined {
  if (isAppError(error)) return error;
  if (isDatabaseAway(error)) {
    const details = { retryAfterSeconds: 10, cause: error };
    return new AppError('unavailable', databaseAway, failureTexts.busy, details);
  }
  if (error instanceof Error && 'statusCode' in error) return explainFrameworkError(error as FastifyError);
  return undefined;
}
