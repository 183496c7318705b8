// Send task: a message goes out, by a job. Refuses mail of other engines.

import type { ElementBehaviour } from './element-behaviour.ts';
import { jobExtensions, readJob, runJob } from './job-task.ts';
import type { SendTask } from './process-graph.ts';

/** BPMN 2.0, 13.3.3. */
export const sendTask: ElementBehaviour<SendTask> = {
  honours: jobExtensions,
  recognises: (model) => model.type === 'sendTask',
  read: (model, base, report) => ({ ...readJob(model, base, report), kind: 'sendTask' }),
  ...runJob('send'),
};
