// Owns the levels of real-name verification; refuses a fourth.

/** 1: self-declared; 2: matched with a register; 3: seen in person. */
export type RealNameLevel = 1 | 2 | 3;

/** The lowest where the database says nothing that is known here. */
export function realNameLevelOf(stored: number | null): RealNameLevel {
  return stored === 3 || stored === 2 ? stored : 1;
}
