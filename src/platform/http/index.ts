// The face of platform/http: routes in, a server out.
export { type FailureBody, failureTexts } from './failures.ts';
export type { Exchange, FormFields, Reply, Route, SessionChange, UploadedPart } from './route.ts';
export { createServer, type FailurePage, type ServerSettings, type SignedIn } from './server.ts';
