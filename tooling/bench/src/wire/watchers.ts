import { Agent, type IncomingMessage, request } from "node:http";
import { createServiceKey } from "@scrip/db/access";
import { homesOf } from "@scrip/db/connection";
import { type ApiProcess, startApi } from "../ledger/api-process.ts";
import type { Bench, Measure } from "../ledger/bench.ts";
import { asOwner, type BenchDatabase } from "../ledger/bench-server.ts";
import { openLoop } from "../ledger/callers.ts";
import { type Measured, measured } from "../ledger/measure.ts";
import { chargeOver } from "../ledger/measures/http.ts";
import { alternate } from "../ledger/rounds.ts";

const WATCHERS = 1000;
const CHARGES_PER_SECOND = 200;
/** The API opens at most so many streams for one key. */
const STREAMS_OF_A_KEY = 20;

/** The cost of live balances: the CPU of the API with watchers less its CPU without them. */
export const watchers: Measure = {
  id: "wire-watchers",
  title: `% of a core of the API for ${WATCHERS} watchers of one organization, ${CHARGES_PER_SECOND} charges/s`,
  run: measureWatchers,
};

async function measureWatchers(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs } = bench;
  const database = await bench.fresh();
  const api = await startApi(database, { SCRIP_LIVE_STREAMS: `${WATCHERS * 4}`, SCRIP_LIMIT_READS: "0" });
  const client = api.client().organization(`org_${accounts.hot}`);
  const keys = await readingKeys(database, accounts.hot, Math.ceil(WATCHERS / STREAMS_OF_A_KEY));
  const share = async (): Promise<number> => {
    const before = await api.cpuMs();
    await openLoop(
      CHARGES_PER_SECOND,
      roundMs,
      () => 1 - Math.exp(-1),
      () => chargeOver(client),
    );
    return (((await api.cpuMs()) - before) / roundMs) * 100;
  };
  let messages = 0;
  const watched = async (): Promise<number> => {
    const stop = await watch(api, keys, () => {
      messages += 1;
    });
    const used = await share();
    stop();
    return used;
  };
  await share();
  const [withWatchers = [], without = []] = await alternate(rounds, [watched, share]);
  await api.stop();
  await bench.done(database);
  const values = withWatchers.map((used, round) => used - (without[round] ?? 0));
  const target = { of: "value", limit: 15, is: "most" } as const;
  const perSecond = messages / rounds / (roundMs / 1000);
  const note = `${perSecond.toFixed(0)} messages/s; the charges alone ${(without[0] ?? 0).toFixed(1)} %`;
  return [measured({ id: watchers.id, what: watchers.title, values, target, note })];
}

async function readingKeys(database: BenchDatabase, orgId: string, count: number): Promise<string[]> {
  const terms = { name: "watcher", owner: "bench", orgId, orgIds: null, scopes: ["ledger:read"], expiresAt: null };
  return asOwner(database, async (owner) => {
    const { platform } = homesOf(owner);
    const keys = await Promise.all(Array.from({ length: count }, () => createServiceKey(platform, terms)));
    return keys.map(({ key }) => key);
  });
}

/** Opens the streams, and waits until each has its first message. @returns a function that closes them */
async function watch({ url }: ApiProcess, keys: readonly string[], onMessage: () => void): Promise<() => void> {
  const agent = new Agent({ keepAlive: false });
  const open = (key: string) =>
    new Promise<void>((resolve, reject) => {
      const headers = { authorization: `Bearer ${key}`, accept: "text/event-stream" };
      const onData = (chunk: Buffer): void => {
        if (!chunk.includes('"available"')) return;
        onMessage();
        resolve();
      };
      const onResponse = (response: IncomingMessage): void => {
        if (response.statusCode !== 200) reject(new Error(`a stream was refused with ${response.statusCode}`));
        response.on("data", onData);
        response.on("error", () => {});
      };
      request(`${url}/trpc/live.balance?input=%7B%7D`, { agent, headers }, onResponse).once("error", reject).end();
    });
  await Promise.all(keys.flatMap((key) => Array.from({ length: STREAMS_OF_A_KEY }, () => open(key))));
  return () => agent.destroy();
}
