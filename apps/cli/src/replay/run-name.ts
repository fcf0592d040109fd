import { CouldNotRun } from "../could-not-run.ts";

/** Without a slash: run `a/b` with organization `c` must not equal run `a` with organization `b/c`. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The run's name, by which a replay can be continued or repeated. The default is made from the current time. */
export function runName(name: string | undefined, now: Date, command = "replay"): string {
  if (name === undefined) return `${command}-${now.toISOString().replace(/[-:]/g, "").replace(".", "-")}`;
  if (PLAIN.test(name)) return name;
  throw new CouldNotRun(
    `The run's name ${JSON.stringify(name)} must be 1 to 100 letters, digits, dots, dashes or underscores, and begin with a letter or a digit.`,
  );
}
