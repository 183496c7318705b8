// Owns looks at the database that several who wait share; refuses whoever comes an answer that was asked for before.

interface Waiting<Question, Answer> {
  readonly question: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** More than one, so that a connection that hangs doesn't hold up everybody who comes after. */
const runningMost = 2;
const togetherMost = 200;

/**
 * Asks at once while fewer than two looks are under way. Whoever comes then waits for the next and goes with all who wait:
 * the more is asked, the fewer the round trips, and nobody gets an answer that is older than the question. `look` answers
 * in the order of what it is asked.
 */
export function lookTogether<Question, Answer>(
  look: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  let running = 0;
  const start = async () => {
    const together = waiting.splice(0, togetherMost);
    running += 1;
    try {
      const answers = await look(together.map((one) => one.question));
      if (answers.length !== together.length)
        throw new Error('A look left some who asked without an answer.');
      for (const [index, answer] of answers.entries()) together[index]?.resolve(answer);
    } catch (error) {
      for (const one of together) one.reject(error);
    } finally {
      running -= 1;
      if (waiting.length > 0) void start();
    }
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (running < runningMost) void start();
    });
}
