// Script task: FEEL and ${…} are evaluated at once; a script in any other language is a job that somebody else runs.

import { isExpression } from './compiled-text.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { jobExtensions, readJob, runJob } from './job-task.ts';
import type { ScriptTask } from './process-graph.ts';
import { findChild } from './variable-mapping.ts';

/** BPMN 2.0, 13.3.3. */
export const scriptTask: ElementBehaviour<ScriptTask> = {
  honours: [...jobExtensions, 'camunda:resource', 'camunda:autoStoreVariables', 'zeebe:script'],

  recognises: (model) => model.type === 'scriptTask',

  read(model, base, report) {
    const job = readJob(model, base, report);
    const zeebe = findChild(model, 'zeebe:script')?.attributes;
    const format = model.attributes['scriptFormat'] ?? (zeebe ? 'feel' : '');
    const script = (zeebe?.['expression'] ?? model.attributes['script'] ?? '').trim();
    const resultVariable = zeebe?.['resultVariable'] ?? job.resultVariable;
    const expression = /feel/i.test(format)
      ? script.replace(/^=?/, '=')
      : /juel/i.test(format) && isExpression(script)
        ? script
        : undefined;
    return {
      ...job,
      kind: 'scriptTask',
      ...(resultVariable !== undefined && { resultVariable }),
      ...(expression === undefined ? { scriptFormat: format } : { expression }),
    };
  },

  ...runJob('script'),
};
