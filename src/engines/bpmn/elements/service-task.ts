// Service task: work for a program, done outside as a job. Refuses classes, delegates and scripts of other engines.

import type { ElementBehaviour } from './element-behaviour.ts';
import { jobExtensions, readJob, runJob } from './job-task.ts';
import type { ServiceTask } from './process-graph.ts';

/** BPMN 2.0, 13.3.3. */
export const serviceTask: ElementBehaviour<ServiceTask> = {
  honours: jobExtensions,
  recognises: (model) => model.type === 'serviceTask',
  read: (model, base, report) => ({ ...readJob(model, base, report), kind: 'serviceTask' }),
  ...runJob('service'),
};
