import type { Step } from "./step.fixture.ts";

/** Runs a sequence. @returns its failure, or `null` if it succeeds */
export type Failing = (steps: readonly Step[]) => Promise<Error | null>;

/** The shortest failing sequence that was found, and its failure. */
export interface Shortest {
  readonly steps: readonly Step[];
  readonly error: Error;
}

/**
 * Shortens a failing sequence: leaves out halves, quarters and at last single steps, as long as it still fails, and
 * then simplifies the remaining steps. This takes far fewer runs than fast-check's own shrinking, which tries the
 * smallest values of each step first. A run costs a hundred round trips here.
 * @param patienceMs the time limit; after it, the shortest sequence so far is returned
 */
export async function shorten(failed: Shortest, failing: Failing, patienceMs: number): Promise<Shortest> {
  const until = performance.now() + patienceMs;
  let shortest = failed;
  const tryWith = async (steps: readonly Step[]): Promise<boolean> => {
    const error = steps.length === 0 || performance.now() > until ? null : await failing(steps);
    if (error !== null) shortest = { steps, error };
    return error !== null;
  };
  for (let size = Math.ceil(failed.steps.length / 2); ; size = Math.ceil(size / 2)) {
    const before = shortest.steps.length;
    for (let from = 0; from < shortest.steps.length; )
      if (!(await tryWith(shortest.steps.toSpliced(from, size)))) from += size;
    // A step that was needed before may be removable once others are gone.
    if (size === 1 && shortest.steps.length === before) break;
  }
  await tryWith(shortest.steps.map((step) => ({ ...step, org: 0 })));
  for (const [n, step] of shortest.steps.entries())
    for (const plainer of [{ within: false }, { joins: false }, { twice: false }, { keyed: false }, { org: 0 }])
      await tryWith(shortest.steps.with(n, { ...(shortest.steps[n] ?? step), ...plainer }));
  return shortest;
}
