// The face of the commands: what main.ts runs on an installation.
export { workOnArchive } from './archive.ts';
export { doctor } from './doctor.ts';
export { importServiceList, readImportWords } from './import-services.ts';
export { migrateInstallation, seedInstallation } from './prepare.ts';
export { type SeedReport, type SeedSettings, seed } from './seed.ts';
export { serve } from './serve.ts';
export { work } from './worker.ts';
