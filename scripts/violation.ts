// Owns the names of the rules and the shape of what breaks one; refuses a finding without a place.

/** Every rule that floors.ts enforces. scripts/floors.test.ts plants one violation of each. */
export const ruleNames = [
  'parent-import',
  'past-the-door',
  'unknown-door',
  'deep-door',
  'own-door',
  'doors-differ',
  'floor',
  'contract',
  'module-order',
  'unknown-module',
  'node-module',
  'package',
  'raw-html',
  'test-code',
  'platform-circle',
  'neighbours-table',
  'foreign-key',
  'unknown-schema',
  'file-name',
  'empty-word',
  'file-length',
  'function-length',
  'star-export',
  'default-export',
  'unreadable',
] as const;
export type RuleName = (typeof ruleNames)[number];

export interface Violation {
  readonly rule: RuleName;
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly message: string;
}
