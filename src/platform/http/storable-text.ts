// Owns which characters text from outside may hold; refuses what PostgreSQL's text and JSON can't.
import { AppError } from '#kernel/errors';
import { failureTexts } from './failures.ts';

/** Without zero bytes, which no keyboard makes, and with U+FFFD for halves of characters. */
export function storableText(value: string): string {
  return value.replaceAll('\u0000', '').toWellFormed();
}

/**
 * Refuses a JSON body in which some text holds a zero byte or half a character. It is not cleaned as forms are: what an
 * officer signs must be what was sent. Throws AppError 'invalid' that names the field.
 */
export function assertStorable(body: unknown): void {
  // A list instead of calls within calls: a body may be nested as deep as it is long.
  const open: { readonly field: string; readonly value: unknown }[] = [{ field: '', value: body }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { field, value } = next;
    if (typeof value === 'string' && storableText(value) !== value) {
      throw new AppError('invalid', 'fields-invalid', failureTexts.checkFields, {
        fields: [{ field, text: failureTexts.fieldWrong }],
      });
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      open.push({ field: field === '' ? name : `${field}.${name}`, value: inner });
    }
  }
}
