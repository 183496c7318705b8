// Manual task and task without a type: done as soon as they are reached, for nobody reports on them.

import type { ElementBehaviour } from './element-behaviour.ts';
import { finishActivity } from './finish-activity.ts';
import type { ManualTask } from './process-graph.ts';

/** BPMN 2.0, 13.3.3: work outside any system; an engine passes by. */
export const manualTask: ElementBehaviour<ManualTask> = {
  recognises: (model) => model.type === 'manualTask' || model.type === 'task',

  read: (_model, base) => ({ ...base, kind: 'manualTask' }),

  begin(execution, node, token) {
    finishActivity(execution, node, token);
  },
};
