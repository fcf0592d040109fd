import type { Do, StepFields, Values } from "./fields.ts";

/** One step of a scenario, of the kind `D`. Money is in micro-USD, instants are milliseconds since 1970. */
export type StepOf<D extends Do> = {
  readonly [Each in D]: {
    readonly do: Each;
    /** The line of the file, counted from 1. */
    readonly line: number;
    readonly at: number;
    /** The organization's name in the file; `null` if the step is not about one. */
    readonly org: string | null;
  } & Values<StepFields[Each]>;
}[D];

export type Step = StepOf<Do>;
