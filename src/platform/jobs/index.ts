// The face of platform/jobs: what happens later, enqueued in the caller's transaction, and the runners.
export { countFailedJobs } from './count-failed-jobs.ts';
export { enqueueJob, type JobPayload } from './enqueue-job.ts';
export { type JobRunner, type JobRunnerSettings, startJobRunner, type TaskHandler } from './job-runner.ts';
