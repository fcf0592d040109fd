import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { type ApiProcess, startApi } from "../ledger/api-process.ts";
import type { Bench, Measure } from "../ledger/bench.ts";
import { closedLoop } from "../ledger/callers.ts";
import { type Measured, measured } from "../ledger/measure.ts";
import { MANY } from "../ledger/measures/throughput.ts";
import { CpuOfCalls } from "./cpu-of-calls.ts";

/** Entries of the history: half of them are those of the organization whose pages are read. */
const ENTRIES = 100_000;

const WARM_UP = 3_000;

interface Read {
  readonly id: string;
  readonly what: string;
  readonly callers: number;
  readonly call: (api: ApiProcess, bench: Bench) => () => Promise<unknown>;
  /** The most milliseconds of CPU of one read. */
  readonly most: { readonly api: number; readonly postgres: number };
}

/** Each read has one caller, so that no two of them share a query; balances are read by sixteen, as services do. */
const READS: readonly Read[] = [
  {
    id: "balance",
    what: "balance.get by the client over 1,000 organizations, 16 callers",
    callers: 16,
    call: (api, { accounts }) => {
      const client = api.client();
      const next = MANY.pick(accounts);
      return () => client.balance.get({ org: `org_${next()}` });
    },
    most: { api: 0.3, postgres: 0.2 },
  },
  {
    id: "overview",
    what: "overview.get",
    callers: 1,
    call: (api, { accounts }) => page(api, "overview.get", { org: `org_${accounts.hot}`, zone: "UTC" }),
    most: { api: 0.6, postgres: 2 },
  },
  {
    id: "activity",
    what: "a page of Activity",
    callers: 1,
    call: (api, { accounts }) => page(api, "activity.list", { org: `org_${accounts.hot}` }),
    most: { api: 0.57, postgres: 1.67 },
  },
];

/** The processor time of reads in the API and in PostgreSQL. */
export const reads: Measure = {
  id: "wire-reads",
  title: `CPU ms of a read, ${ENTRIES.toLocaleString("en-US")} entries`,
  run: async (bench) => {
    const database = await bench.withHistory(bench.quick ? ENTRIES / 5 : ENTRIES);
    const api = await startApi(database, { SCRIP_LIMIT_READS: "0" });
    const lines: Measured[] = [];
    for (const read of READS) lines.push(...(await measureRead(bench, api, read)));
    await api.stop();
    return lines;
  },
};

async function measureRead(bench: Bench, api: ApiProcess, { id, what, callers, call, most }: Read) {
  const read = call(api, bench);
  // A server that answers pages all day has compiled what they need.
  for (let n = 0; n < WARM_UP; n += 1) await read();
  const costs = { api: [] as number[], postgres: [] as number[] };
  for (let round = 0; round < bench.rounds; round += 1) {
    const cpu = new CpuOfCalls(api, bench.server.pid);
    await cpu.of(() => closedLoop(callers, bench.roundMs / 2, read));
    costs.api.push(cpu.ms.api);
    costs.postgres.push(cpu.ms.postgres);
  }
  return (["api", "postgres"] as const).map((part) =>
    measured({
      id: `wire-${id}-${part}`,
      what: `CPU ms of ${part === "api" ? "the API" : "PostgreSQL"}: ${what}`,
      values: costs[part],
      target: { of: "value", limit: most[part], is: "most" },
    }),
  );
}

const agent = new Agent({ keepAlive: true });

/** A read that only pages make, as a browser makes it. */
function page({ url, key }: ApiProcess, name: string, input: object): () => Promise<unknown> {
  const address = `${url}/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const headers = { authorization: `Bearer ${key}` };
  return () =>
    new Promise((resolve, reject) => {
      const sent = request(address, { agent, headers }, (response) => {
        text(response).then((body) => {
          if (response.statusCode === 200) resolve(body);
          else reject(new Error(body));
        }, reject);
      });
      sent.once("error", reject).end();
    });
}
