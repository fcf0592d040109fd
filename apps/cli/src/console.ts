import type { Env } from "./env.ts";
import type { ShowProgress } from "./progress.ts";

/** Where a program says what it has to say: results go out, everything else to people. */
export interface Outside {
  readonly env: Env;
  /** Standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Standard error: what happens, what went wrong. */
  readonly tell: (text: string) => void;
  readonly showProgress: ShowProgress;
}

/** What a command works with. */
export interface Console extends Outside {
  /** The exit code of a command that ran: 0, or 1 where it found something. */
  readonly exitWith: (code: 0 | 1) => void;
}
