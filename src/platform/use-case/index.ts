// The face of platform/use-case: what a use case is made of, and the one function that runs it.
export { type Revision, runUseCase, type UseCaseRequest } from './run-use-case.ts';
export {
  type Command,
  command,
  type Outcome,
  type Permission,
  type Query,
  query,
  type UseCaseContext,
} from './use-case.ts';
