// Owns how records are identified; refuses ids that tell anything but the time of their making.

/** A UUID of version 7 (RFC 9562 §5.7) in lower case. */
export type Id = string;

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(value: unknown): value is Id {
  return typeof value === 'string' && idPattern.test(value);
}

/**
 * A new id: 48 bits of milliseconds, then version, variant and 74 random bits (RFC 9562 §5.7).
 * Ids of one millisecond are not ordered among themselves.
 */
export function newId(now: Date): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const milliseconds = now.getTime();
  view.setUint32(0, Math.floor(milliseconds / 0x1_0000));
  view.setUint16(4, milliseconds % 0x1_0000);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hexadecimal = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hexadecimal.slice(0, 8),
    hexadecimal.slice(8, 12),
    hexadecimal.slice(12, 16),
    hexadecimal.slice(16, 20),
    hexadecimal.slice(20),
  ].join('-');
}
