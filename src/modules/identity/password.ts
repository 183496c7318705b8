// Owns how passwords are hashed and compared; refuses to run inside a transaction by being asynchronous and slow.
import { hash, verify } from '@node-rs/argon2';

// Argon2id with 19 MiB, two passes, one lane: OWASP's first recommendation (Password Storage Cheat Sheet). The
// package's default algorithm is Argon2id; its enum can't be imported where types are stripped.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * The hash of a random password that nobody kept, at the same cost: what is compared where the login name is unknown,
 * so that the time taken doesn't tell which names exist.
 */
export const hashOfNobody =
  '$argon2id$v=19$m=19456,t=2,p=1$b05KQfD4VLNsBLGJBgW7rw$Lusppp9Hfj4GlyxE1FMB+Gus5iK6zCJ2f+i/IUFQ8bg';

/** The same typed password as one form: what a keyboard composes and what it decomposes must match. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

/** A new hash in PHC's text form, with its own salt. Takes about 20 ms; never inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), cost);
}

/** Whether the password is the hash's; with no hash it takes as long and is never true. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? hashOfNobody, normalised(password));
  return matches && passwordHash !== undefined;
}
