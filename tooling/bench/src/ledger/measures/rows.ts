import type { Bench, Measure } from "../bench.ts";
import { asOwner, type BenchDatabase } from "../bench-server.ts";
import { closedLoop } from "../callers.ts";
import { type Measured, measured } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { charge } from "../work.ts";
import { CALLERS, HOT, type Load, MANY } from "./throughput.ts";

/** The space that charges take in the tables, and the share of cheap (HOT) updates. */
export const rows: Measure = {
  id: "rows",
  title: "HOT share of updates, and bytes of one charge with indexes",
  run: async (bench) => [...(await measureRows(bench, HOT)), ...(await measureRows(bench, MANY))],
};

/** The size of all tables with their indexes, and the updates of each table. */
interface Sizes {
  readonly bytes: number;
  readonly updates: Readonly<Record<string, { all: number; hot: number }>>;
}

async function measureRows(bench: Bench, load: Load): Promise<Measured[]> {
  const database = await bench.fresh();
  const before = await sizesOf(database);
  const { ledger, close } = await openBenchLedger(database);
  const pick = load.pick(bench.accounts);
  let charges = 0;
  await closedLoop(CALLERS, bench.roundMs * 2, async () => {
    await charge(ledger, pick());
    charges += 1;
  });
  // PostgreSQL connections report their statistics when they end, at the latest.
  await close();
  const after = await sizesOf(database);
  await bench.done(database);
  const lines = ["organizations", "grants"].map((table) => {
    const from = before.updates[table];
    const to = after.updates[table];
    const all = (to?.all ?? 0) - (from?.all ?? 0);
    const share = (100 * ((to?.hot ?? 0) - (from?.hot ?? 0))) / all;
    const what = `% of updates of ${table} that are HOT: ${load.id}`;
    const target = { of: "value", limit: 95, is: "least" } as const;
    return measured({ id: `hot-updates-${table}-${load.id}`, what, values: [share], target, note: `${all} updates` });
  });
  const bytes = (after.bytes - before.bytes) / charges;
  const what = `bytes of one charge in all tables with indexes: ${load.id}`;
  const target = { of: "value", limit: 500, is: "most" } as const;
  return [...lines, measured({ id: `bytes-${load.id}`, what, values: [bytes], target, note: `${charges} charges` })];
}

async function sizesOf(database: BenchDatabase): Promise<Sizes> {
  const found: { name: string; bytes: bigint; updates: bigint; hot: bigint }[] = await asOwner(database, (owner) =>
    owner.query(
      `SELECT relname AS name, pg_total_relation_size(relid) AS bytes, n_tup_upd AS updates, n_tup_hot_upd AS hot
        FROM pg_stat_user_tables`,
    ),
  );
  const updates = found.map(({ name, updates: all, hot }) => [name, { all: Number(all), hot: Number(hot) }] as const);
  return { bytes: found.reduce((sum, row) => sum + Number(row.bytes), 0), updates: Object.fromEntries(updates) };
}
