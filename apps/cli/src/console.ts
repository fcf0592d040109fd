import type { Env } from "./env.ts";

/** What a command works with: results go out, everything else to people. */
export interface Console {
  readonly env: Env;
  /** Standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Standard error: progress, warnings, what went wrong. */
  readonly tell: (text: string) => void;
  /** The exit code of a command that ran: 0, or 1 where it found something. */
  readonly exitWith: (code: 0 | 1) => void;
}
