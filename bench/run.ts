// Owns `npm run bench`: which bench runs and how its report is printed; refuses names that it doesn't know.
import { asJsonLine, asTable, type BenchReport } from './figure.ts';

/** Loaded when asked for: the pure ones need no database, and most bring the whole house along. */
const benches: Readonly<Record<string, () => Promise<BenchReport>>> = {
  submit: async () => (await import('./submit.ts')).benchSubmit(),
  portal: async () => (await import('./portal.ts')).benchPortal(),
  'engine-pure': async () => (await import('./engine-pure.ts')).benchEnginePure(),
  engine: async () => (await import('./engine.ts')).benchEngine(),
  inbox: async () => (await import('./inbox.ts')).benchInbox(),
};

const words = process.argv.slice(2);
const [name = '', ...unknown] = words.filter((word) => word !== '--json');
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;

if (bench === undefined || unknown.length > 0) {
  process.stderr.write(`npm run bench -- ${Object.keys(benches).join(' | ')} [--json]\n`);
  process.exitCode = 2;
} else {
  const report = await bench();
  process.stdout.write(`${words.includes('--json') ? asJsonLine(report) : asTable(report)}\n`);
}
