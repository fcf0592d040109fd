import { EnvError } from "./env.ts";
import { errorFields, errorText } from "./error-fields.ts";
import type { Log } from "./log.ts";
import { withoutSecrets } from "./secrets.ts";
import { OpenParts, stopOnSignal } from "./stop.ts";

type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Runs a server process: starts it, and stops it at a signal. A start that fails closes what it opened and ends the
 * process with code 1.
 * @param start opens the parts of the process and returns its log
 * @param expected errors that a person can do something about: their message is printed without a stack
 */
export async function runProcess(
  start: (parts: OpenParts) => Promise<Log>,
  expected: readonly ErrorClass[],
): Promise<void> {
  const parts = new OpenParts();
  try {
    const log = await start(parts);
    endOnUncaughtError(log);
    stopOnSignal({ parts, log });
  } catch (error) {
    print(startProblem(error, expected));
    await parts.close((name, problem) => print(`${name} did not close: ${errorText(errorFields(problem))}`));
    process.exit(1);
  }
}

/** @returns what to print of an error that ended a start: the message of an expected one, the stack of another */
export function startProblem(error: unknown, expected: readonly ErrorClass[]): string {
  const isExpected = [EnvError, ...expected].some((kind) => error instanceof kind) || isTakenPort(error);
  return isExpected ? (error as Error).message : errorText(errorFields(error));
}

function isTakenPort(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "listen";
}

/** Without it, Node would print the error with all its properties, which may hold secrets. */
function endOnUncaughtError(log: Log): void {
  process.once("uncaughtException", (err) => {
    log.fatal({ err }, "an error that nothing caught ends the process");
    process.exit(1);
  });
}

function print(text: string): void {
  process.stderr.write(`${withoutSecrets(text)}\n`);
}
