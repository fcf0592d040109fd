import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { END_WITH_PARENT } from "../ledger/api-process.ts";

/** What the process is told at its start. */
export interface SettlerOrders {
  readonly url: string;
  readonly key: string;
  readonly org: string;
  readonly jobs: readonly string[];
  readonly perSecond: number;
}

/** One settle as its caller saw it; times of the wall clock. */
export interface Settled {
  /** When it was to go out. */
  readonly dueAt: number;
  /** When the answer was there, which comes after the commit. */
  readonly answeredAt: number;
  /** Micro-USD that were available after it. */
  readonly available: string;
}

export interface Settler {
  /** Settles for so long and gives what was answered. */
  readonly run: (durationMs: number) => Promise<Settled[]>;
  readonly stop: () => Promise<void>;
}

const PROGRAM = fileURLToPath(new URL("./settler-process.ts", import.meta.url));

export async function startSettler(orders: SettlerOrders): Promise<Settler> {
  // Not among its arguments, which every user of the machine can read.
  const env = { ...process.env, SCRIP_SETTLER: JSON.stringify(orders) };
  const child = fork(PROGRAM, { execArgv: ["--import", END_WITH_PARENT], env });
  // Not "close": where it is the parent that disconnects, Node never says so.
  const ended = once(child, "exit");
  const answer = async (): Promise<unknown> => {
    const failed = ended.then(([code]) => Promise.reject(new Error(`the process that settles ended with ${code}`)));
    const [message] = (await Promise.race([once(child, "message"), failed])) as [unknown];
    return message;
  };
  await answer();
  return {
    run: (durationMs) => {
      const said = answer() as Promise<Settled[]>;
      child.send(durationMs);
      return said;
    },
    stop: async () => {
      child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}
