import type { Step } from "./step.fixture.ts";

/** Tells whether a sequence fails, and how; `null` where it does not. */
export type Failing = (steps: readonly Step[]) => Promise<Error | null>;

/** The shortest sequence that was found to fail, and how it fails. */
export interface Shortest {
  readonly steps: readonly Step[];
  readonly error: Error;
}

/**
 * Makes a failing sequence shorter: leaves out halves, quarters and at last single steps, as long as it
 * still fails, and then makes what is left plain. Far fewer runs than fast-check's own way, which tries
 * the smallest values of each step first; a run costs a hundred round trips here.
 * @param patienceMs after which it is as short as it is
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
    // What could not be left out before may be, once something else is gone.
    if (size === 1 && shortest.steps.length === before) break;
  }
  await tryWith(shortest.steps.map((step) => ({ ...step, org: 0 })));
  for (const [n, step] of shortest.steps.entries())
    for (const plainer of [{ within: false }, { joins: false }, { twice: false }, { keyed: false }, { org: 0 }])
      await tryWith(shortest.steps.with(n, { ...(shortest.steps[n] ?? step), ...plainer }));
  return shortest;
}
