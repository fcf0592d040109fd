import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { END_WITH_PARENT } from "../ledger/api-process.ts";

/** The settings that the process gets at its start. */
export interface SettlerOrders {
  readonly url: string;
  readonly key: string;
  readonly org: string;
  readonly jobs: readonly string[];
  readonly perSecond: number;
}

/** One settle from its caller's side; times are wall-clock milliseconds. */
export interface Settled {
  /** When the settle was due. */
  readonly dueAt: number;
  /** When the answer arrived, which is after the commit. */
  readonly answeredAt: number;
  /** Available credit after the settle, in micro-USD. */
  readonly available: string;
}

export interface Settler {
  /** Settles for this duration and returns the answers. */
  readonly run: (durationMs: number) => Promise<Settled[]>;
  readonly stop: () => Promise<void>;
}

const PROGRAM = fileURLToPath(new URL("./settler-process.ts", import.meta.url));

export async function startSettler(orders: SettlerOrders): Promise<Settler> {
  // Not in the arguments, which every user of the machine can read.
  const env = { ...process.env, SCRIP_SETTLER: JSON.stringify(orders) };
  const child = fork(PROGRAM, { execArgv: ["--import", END_WITH_PARENT], env });
  // Not "close", which Node does not emit after the parent disconnects.
  const ended = once(child, "exit");
  const answer = async (): Promise<unknown> => {
    const failed = ended.then(([code]) => Promise.reject(new Error(`the process that settles ended with ${code}`)));
    const [message] = (await Promise.race([once(child, "message"), failed])) as [unknown];
    return message;
  };
  await answer();
  return {
    run: (durationMs) => {
      const settled = answer() as Promise<Settled[]>;
      child.send(durationMs);
      return settled;
    },
    stop: async () => {
      child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}
