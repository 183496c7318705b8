// What a decision model is, as plain JSON that can be stored with a published version. Holds texts of FEEL, no closures.

/** How many rules may count. Others (COLLECT, PRIORITY …) are refused by name until somebody needs them. */
export const hitPolicies = ['UNIQUE', 'FIRST'] as const;
export type HitPolicy = (typeof hitPolicies)[number];

/** The types that inputs and outputs may have; `Any` is not checked. */
export const valueTypes = ['string', 'number', 'boolean', 'Any'] as const;
export type ValueType = (typeof valueTypes)[number];

export interface TableInput {
  readonly id: string;
  readonly label: string;
  /** FEEL over the variables; its value is what the rules' entries test. */
  readonly expression: string;
  readonly type: ValueType;
  /** The values that are allowed, as FEEL unary tests; null where all of the type are. */
  readonly values: string | null;
}

export interface TableOutput {
  readonly id: string;
  readonly name: string;
  readonly type: ValueType;
  readonly values: string | null;
  /** FEEL, where no rule hits; null where the result is then null. */
  readonly otherwise: string | null;
}

export interface TableRule {
  readonly id: string;
  /** The author's note. */
  readonly note: string;
  /** A FEEL unary test for each input, in their order. */
  readonly tests: readonly string[];
  /** A FEEL expression for each output, in their order. */
  readonly results: readonly string[];
}

export interface DecisionTable {
  readonly kind: 'table';
  readonly id: string;
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
}

export interface ExpressionLogic {
  readonly kind: 'expression';
  readonly id: string;
  readonly type: ValueType;
  readonly expression: string;
}

export interface Decision {
  readonly id: string;
  /** What people read. */
  readonly name: string;
  /** The name under which other decisions see the result. */
  readonly variable: string;
  /** Ids of the decisions whose results this one sees. */
  readonly requires: readonly string[];
  readonly logic: DecisionTable | ExpressionLogic;
}

/** The decisions of one DMN file, in its order. */
export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly decisions: readonly Decision[];
}
