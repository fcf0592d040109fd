/**
 * A process of hostile callers. Each connection sends one batch of page reads after another, and ignores every hint to
 * come back later. It sends `ready` to its parent and floods from `start` to `stop`; then it answers with its counts.
 */
import { Agent, request } from "node:http";

/** The argument of the process, as JSON. */
export interface FloodOrders {
  readonly url: string;
  readonly key: string;
  readonly connections: number;
  readonly batch: number;
  /** Such as `overview.burn`. */
  readonly procedure: string;
  readonly input: unknown;
}

/** The answers of a flood. */
export interface FloodCounts {
  readonly requests: number;
  /** Requests with any other status than 429. */
  readonly admitted: number;
}

const orders = JSON.parse(process.argv[2] ?? "") as FloodOrders;
const agent = new Agent({ keepAlive: true, maxSockets: orders.connections });
const names = Array.from({ length: orders.batch }, () => orders.procedure).join(",");
const inputs = Object.fromEntries(Array.from({ length: orders.batch }, (_, n) => [n, orders.input]));
const address = `${orders.url}/trpc/${names}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`;
let isFlooding = false;
let running: Promise<unknown> = Promise.resolve();
const counts = { requests: 0, admitted: 0 };

process.on("message", (order) => {
  if (order === "start") {
    isFlooding = true;
    running = Promise.all(Array.from({ length: orders.connections }, flood));
    return;
  }
  isFlooding = false;
  void running.then(() => process.send?.({ ...counts }));
});
process.channel?.ref();
process.send?.("ready");

async function flood(): Promise<void> {
  while (isFlooding) {
    const status = await ask().catch(() => null);
    counts.requests += 1;
    if (status !== 429) counts.admitted += 1;
  }
}

function ask(): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${orders.key}` };
    const sent = request(address, { agent, headers }, (message) => {
      message.resume().once("end", () => resolve(message.statusCode));
    });
    sent.once("error", reject).end();
  });
}
