// The face of platform/http: routes in, a server out.
export type { EventStream } from './event-stream.ts';
export { type FailureBody, failureTexts } from './failures.ts';
export type { KeptForm, SignedIn } from './form-tokens.ts';
export type { Exchange, FormFields, Reply, Route, SessionChange, UploadedPart } from './route.ts';
export { createServer, type FailurePage, type ServerSettings } from './server.ts';
