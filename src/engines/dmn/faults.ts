// The two ways in which the engine says no: a model refused at deployment, a decision that can't be evaluated.

/** One reason why a model can't be deployed. */
export interface Fault {
  /** Id of the faulty element as the model writes it; null where the fault belongs to no element that has one. */
  readonly element: string | null;
  /** Name of the rule that is broken, in kebab-case; stable, for programs and for translated texts. */
  readonly rule: string;
  /** One English sentence for the person who draws the model. */
  readonly message: string;
}

/** Collects a fault, so that all of a model's faults are told at once. */
export type Report = (element: string | null, rule: string, message: string) => void;

/** A model that can't be deployed, with every fault that was found. */
export class DecisionsRefused extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.element ?? 'model'}: ${fault.message}`).join('\n'));
    this.name = 'DecisionsRefused';
    this.faults = faults;
  }
}

/**
 * Why a decision has no result:
 * - `no-such-decision`: the model has none of this id;
 * - `two-rules-hit`: a table with the hit policy UNIQUE in which more than one rule is true; `ruleIds` names them;
 * - `undefined-variable`, `expression-failed`: FEEL of an input, a rule or an expression;
 * - `wrong-type`, `value-not-listed`: a value that the table's input or output does not allow.
 */
export type DecisionErrorCode =
  | 'no-such-decision'
  | 'two-rules-hit'
  | 'undefined-variable'
  | 'expression-failed'
  | 'wrong-type'
  | 'value-not-listed';

/** A decision that can't be evaluated for these variables. */
export class DecisionError extends Error {
  readonly code: DecisionErrorCode;
  /** Id of the element at which it failed. */
  readonly element: string;
  /** The rules that hit together; empty for the other codes. */
  readonly ruleIds: readonly string[];

  constructor(code: DecisionErrorCode, element: string, message: string, ruleIds: readonly string[] = []) {
    super(message);
    this.name = 'DecisionError';
    this.code = code;
    this.element = element;
    this.ruleIds = ruleIds;
  }
}
