// The face of platform/archive-package: packages that outlive the platform, written once and verified by anyone.
export type { ManifestHeading, PackagedFile, PackageManifest } from './manifest.ts';
export { type FaultCode, faultTexts, type PackageFault } from './package-faults.ts';
export { isSafePath, readableName } from './package-path.ts';
export { type ContentLine, packageReadMe, readMePath } from './package-read-me.ts';
export { type VerifiedPackage, verifyPackage } from './verify-package.ts';
export { type FileToPack, type PackageBeingWritten, writePackage } from './write-package.ts';
