// Owns the one list of floors, doors and the order of modules; refuses a second place that says the same.

/** Every module, earliest first: a module may import the faces and reference the tables of those before it. */
export const moduleOrder = [
  'organs',
  'identity',
  'audit',
  'notices',
  'maps',
  'laws',
  'work',
  'catalogue',
  'payments',
  'appointments',
  'licences',
  'exchange',
  'registers',
  'cases',
  'supervision',
  'ratings',
  'complaints',
  'publishing',
  'documents',
  'emergency',
  'projects',
  'training',
  'overview',
] as const;

/** A part of the house whose files share one rule. `scripts`, `test` and `bench` stand outside and may look in. */
export type Floor =
  | 'kernel'
  | 'engines'
  | 'platform'
  | 'modules'
  | 'contracts'
  | 'portal'
  | 'workbench'
  | 'top'
  | 'outside';

export interface FloorRule {
  /** The floors whose doors may be used. `modules` from `modules` means earlier ones, as does `contracts`. */
  readonly mayImport: readonly Floor[];
  /** Whether modules of Node may be used (`node:fs`). */
  readonly node: boolean;
  /** Whether packages may be used; a type or a pure package is a package too. */
  readonly packages: boolean;
}

const everything: readonly Floor[] = [
  'kernel',
  'engines',
  'platform',
  'modules',
  'contracts',
  'portal',
  'workbench',
  'top',
  'outside',
];

/** What each floor may import. Its own folder is always open to it, by `./`. */
export const floorRules: Readonly<Record<Floor, FloorRule>> = {
  kernel: { mayImport: [], node: false, packages: false },
  /** Of the other engines only those in `sharedEngines`. */
  engines: { mayImport: ['kernel', 'engines'], node: false, packages: true },
  platform: { mayImport: ['kernel', 'platform'], node: true, packages: true },
  modules: {
    mayImport: ['kernel', 'engines', 'platform', 'modules', 'contracts'],
    node: true,
    packages: true,
  },
  contracts: { mayImport: ['kernel', 'contracts'], node: false, packages: true },
  portal: {
    mayImport: ['kernel', 'engines', 'platform', 'modules', 'contracts', 'portal'],
    node: true,
    packages: true,
  },
  workbench: { mayImport: ['kernel', 'engines', 'contracts'], node: false, packages: true },
  top: { mayImport: everything, node: true, packages: true },
  outside: { mayImport: everything, node: true, packages: true },
};

/** What an engine may use of its neighbours: FEEL, which models of processes and of decisions are written in. */
export const sharedEngines: readonly string[] = ['feel'];

export interface Door {
  /** As it stands in package.json's `imports`; `*` is one name without a slash. */
  readonly name: string;
  readonly file: string;
  readonly floor: Floor;
}

/** Every way into a folder from outside it. package.json's `imports` holds the same, and floors.ts compares them. */
export const doors: readonly Door[] = [
  { name: '#kernel/*', file: './src/kernel/*.ts', floor: 'kernel' },
  { name: '#engines/*', file: './src/engines/*/index.ts', floor: 'engines' },
  { name: '#platform/*', file: './src/platform/*/index.ts', floor: 'platform' },
  { name: '#modules/*/contract', file: './src/modules/*/contract.ts', floor: 'contracts' },
  { name: '#modules/*', file: './src/modules/*/index.ts', floor: 'modules' },
  { name: '#portal', file: './src/portal/index.ts', floor: 'portal' },
  { name: '#app', file: './src/app.ts', floor: 'top' },
  { name: '#commands', file: './src/commands/index.ts', floor: 'top' },
  { name: '#commands/models', file: './src/commands/models.ts', floor: 'top' },
  { name: '#test/*', file: './test/*.ts', floor: 'outside' },
];

/** Schemas that no module owns; a module may call platform's functions and touch none of their tables. */
export const platformSchemas = ['platform', 'graphile_worker'] as const;

/** The one file that may take `raw` from hono/html: everything else is escaped. */
export const rawHtmlFile = 'src/portal/raw-html.ts';

/** Words that say nothing about what a file or folder is. */
export const emptyWords = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'manager',
  'base',
  'misc',
] as const;

export const fileLinesMost = 400;
export const functionLinesMost = 70;
