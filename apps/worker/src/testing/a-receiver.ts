import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "@scrip/db/testing";
import { onTestFinished } from "vitest";

const PROGRAM = fileURLToPath(new URL("./receiver.fixture.ts", import.meta.url));

/** How a receiver answers. */
export type ReceiverMode = "up" | "slow" | "wrong" | "stuck";

/** A message that a receiver got, and its answer. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly at: number;
  readonly mode: ReceiverMode;
}

/** A receiver of webhooks in a process of its own, which can be stopped and started again on its port. */
export async function aReceiver() {
  const port = await freePort();
  const received: Received[] = [];
  let stop = async (): Promise<void> => {};
  onTestFinished(() => stop());
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    /** Starts it. One that runs is stopped first. */
    start: async (mode: ReceiverMode): Promise<void> => {
      await stop();
      const child = spawn(process.execPath, [PROGRAM, `${port}`, mode], { stdio: ["ignore", "pipe", "inherit"] });
      const lines = createInterface(child.stdout);
      const closed = once(child, "close");
      stop = async () => {
        child.kill("SIGKILL");
        await closed;
      };
      await once(lines, "line");
      lines.on("line", (line) => received.push(JSON.parse(line) as Received));
    },
    stop: () => stop(),
  };
}
