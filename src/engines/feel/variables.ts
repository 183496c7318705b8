// What expressions can see. Plain values only: no functions, nothing that changes while an expression is evaluated.

/** Values by name, plain JSON or what feelin makes of dates. Whoever hands them over does not change them afterwards. */
export type Variables = Readonly<Record<string, unknown>>;
