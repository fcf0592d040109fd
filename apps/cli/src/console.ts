import type { Env } from "./env.ts";
import type { ShowProgress } from "./progress.ts";

/** The input and output of the program. Results go to standard output, messages to standard error. */
export interface ProgramIo {
  readonly env: Env;
  /** Prints a result on standard output. */
  readonly out: (text: string) => void;
  /** Prints a message for people on standard error: progress, hints and errors. */
  readonly note: (text: string) => void;
  readonly showProgress: ShowProgress;
}

/** The console of one command. */
export interface Console extends ProgramIo {
  /** Sets the exit code: 1 if the command found a problem, 2 if its input is wrong. Without a call it is 0. */
  readonly exitWith: (code: 0 | 1 | 2) => void;
}
