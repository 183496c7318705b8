// Business rule task: a decision is asked for, by a job. Refuses rules of other engines.

import type { ElementBehaviour } from './element-behaviour.ts';
import { findExtension } from './extensions.ts';
import { jobExtensions, readJob, runJob } from './job-task.ts';
import type { BusinessRuleTask } from './process-graph.ts';
import { findChild } from './variable-mapping.ts';

/** BPMN 2.0, 13.3.3. The topic is the decision's id where the model names one. */
export const businessRuleTask: ElementBehaviour<BusinessRuleTask> = {
  honours: [
    ...jobExtensions,
    'camunda:decisionRef',
    'camunda:decisionRefBinding',
    'camunda:mapDecisionResult',
    'zeebe:calledDecision',
  ],

  recognises: (model) => model.type === 'businessRuleTask',

  read(model, base, report) {
    const job = readJob(model, base, report);
    const called = findChild(model, 'zeebe:calledDecision')?.attributes;
    const decision = findExtension(model, 'camunda:decisionRef') ?? called?.['decisionId'];
    const resultVariable = job.resultVariable ?? called?.['resultVariable'];
    return {
      ...job,
      kind: 'businessRuleTask',
      ...(decision !== undefined && { topic: decision }),
      ...(resultVariable !== undefined && { resultVariable }),
    };
  },

  ...runJob('businessRule'),
};
