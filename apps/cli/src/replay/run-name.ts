import { CouldNotRun } from "../could-not-run.ts";

/** No slash: `a/b` with the organization `c` must not be `a` with `b/c`. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The name under which a replay can be repeated; one of its own for this moment, if none is given. */
export function runName(given: string | undefined, now: Date): string {
  if (given === undefined) return `replay-${now.toISOString().replace(/[-:]/g, "").replace(".", "-")}`;
  if (PLAIN.test(given)) return given;
  throw new CouldNotRun(
    `The run's name ${JSON.stringify(given)} must be 1 to 100 letters, digits, dots, dashes or underscores, and begin with a letter or a digit.`,
  );
}
