import { EnvError } from "./env.ts";
import { errorFields, errorText } from "./error-fields.ts";
import type { Log } from "./log.ts";
import { withoutSecrets } from "./secrets.ts";
import { OpenParts, stopOnSignal } from "./stop.ts";

type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Runs a server process: starts it, and stops it at a signal. If the start fails, the process closes the parts that are
 * open and exits with code 1.
 * @param start opens the parts of the process and returns its log
 * @param expected errors that an operator can fix; the process prints their message without a stack
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

/** @returns the text to print for an error that ended the start: the message if it is expected, otherwise the stack */
export function startProblem(error: unknown, expected: readonly ErrorClass[]): string {
  const isExpected = [EnvError, ...expected].some((kind) => error instanceof kind) || isTakenPort(error);
  return isExpected ? (error as Error).message : errorText(errorFields(error));
}

function isTakenPort(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "listen";
}

/** Without this handler, Node would print the error with all its properties, which may hold secrets. */
function endOnUncaughtError(log: Log): void {
  process.once("uncaughtException", (err) => {
    log.fatal({ err }, "an uncaught error ends the process");
    process.exit(1);
  });
}

function print(text: string): void {
  process.stderr.write(`${withoutSecrets(text)}\n`);
}
