import { moveOrganization } from "@scrip/db/cells/move";
import { openReadPool } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import type { BenchRequest } from "../bench.ts";
import { loadHistory } from "../ledger/history.ts";
import { measured } from "../ledger/measure.ts";
import { verified } from "../ledger/verified.ts";
import { charge } from "../ledger/work.ts";
import { joinCells, openCells, type Seat, startSeat } from "./cell-servers.ts";
import type { CellsFigures } from "./measures.ts";

/** Entries of the organization that moves. */
const ENTRIES = 100_000;
const CALLERS = 64;
/** The longest standstill that is aimed at, in milliseconds. */
const MOST_MS = 200;
const LANES = 2;

/** Moves an organization with a long history to and fro between two servers, while callers charge it. */
export async function measureMove({ rounds = 5, quick, say }: BenchRequest): Promise<CellsFigures> {
  const entries = quick ? ENTRIES / 10 : ENTRIES;
  say(`starting two servers, and loading ${entries} entries of one organization`);
  const seats = new Map<string, Seat>();
  try {
    const home = await startSeat(10, 1 / 2);
    seats.set("a", home);
    const other = await startSeat(10, 1 / 2);
    seats.set("b", other);
    // Half of a history is that of the organization `hot`.
    await loadHistory(home.database, home.accounts, 2 * entries, say);
    const platform = await home.server.newDatabase("bench_platform");
    const place = await joinCells(platform, seats);
    const { ledger, ...opened } = await openCells(place, LANES);
    const { hot } = home.accounts;
    const cellUrls = new Map([...seats].map(([name, { database }]) => [name, database.ownerUrl]));
    const owners = { platformUrl: platform.ownerUrl, cellUrls };
    const standstills: number[] = [];
    const gaps: number[] = [];
    const seconds: number[] = [];
    for (let move = 0; move < rounds; move += 1) {
      const load = startLoad(ledger, hot);
      const began = performance.now();
      const to = move % 2 === 0 ? "b" : "a";
      const moving = moveOrganization(owners, { orgId: hot, to, pause: 0, verify });
      // The callers end first if the move fails.
      const stop = () => load.stop();
      const [moved, stopped] = await Promise.allSettled([moving, moving.then(stop, stop)]);
      if (moved.status === "rejected") throw moved.reason;
      if (stopped.status === "rejected") throw stopped.reason;
      gaps.push(stopped.value);
      const { standstillMs, findings } = moved.value;
      seconds.push((performance.now() - began) / 1000);
      if (findings.length > 0) throw new Error(`verify found ${findings.join("; ")}`);
      standstills.push(standstillMs ?? 0);
      say(
        `moved to ${to}: standstill ${standstillMs} ms, longest time without an answer ${gaps.at(-1)?.toFixed(0)} ms`,
      );
    }
    await opened.close();
    await verified((rounds % 2 === 0 ? home : other).database, [hot]);
    const what = `ms for which commands wait while an organization of ${entries} entries moves, ${CALLERS} callers`;
    const shown = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(", ");
    const note = `each ${shown(standstills)}; longest time without an answer ${shown(gaps)} ms; whole moves ${shown(seconds)} s`;
    const target = { of: "value", limit: MOST_MS, is: "most" } as const;
    return {
      lines: [measured({ id: "move", what, values: standstills, target, note })],
      postgres: home.server.version,
    };
  } finally {
    for (const { server } of seats.values()) await server.close();
  }
}

/** Charges an organization by many callers, until it is stopped. */
function startLoad(ledger: Ledger, orgId: string): { stop(): Promise<number> } {
  let isOver = false;
  let longest = 0;
  let answeredAt = performance.now();
  const call = async (): Promise<void> => {
    while (!isOver) {
      await charge(ledger, orgId);
      const now = performance.now();
      longest = Math.max(longest, now - answeredAt);
      answeredAt = now;
    }
  };
  const callers = Promise.all(Array.from({ length: CALLERS }, call));
  return {
    /** @returns the longest time between two answers, in milliseconds */
    stop: async () => {
      isOver = true;
      await callers;
      return longest;
    },
  };
}

async function verify(url: string, orgId: string, since: number | null): Promise<string[]> {
  const pool = openReadPool(url);
  try {
    const { findings } = await verifyLedger({ pool, orgIds: [orgId], ...(since !== null && { since }) });
    return findings.filter((finding) => finding.orgId !== null).map(({ message }) => message);
  } finally {
    await pool.end();
  }
}
