import type { BenchRequest } from "../bench.ts";
import { closedLoop, seededRandom } from "../ledger/callers.ts";
import { CpuPerCall } from "../ledger/cpu.ts";
import { type Measured, measured } from "../ledger/measure.ts";
import { openBenchLedger } from "../ledger/open-ledger.ts";
import { alternate } from "../ledger/rounds.ts";
import { verified } from "../ledger/verified.ts";
import { charge } from "../ledger/work.ts";
import { joinCells, openCells, type Seat, startSeat } from "./cell-servers.ts";
import { measureMove } from "./move.ts";

/** A measure of the bench. */
export interface CellsMeasure {
  readonly id: string;
  readonly title: string;
  readonly run: (request: BenchRequest) => Promise<CellsFigures>;
}

/** The lines of a measure, and the version of its PostgreSQL. */
export interface CellsFigures {
  readonly lines: readonly Measured[];
  readonly postgres: string;
}

const ORGANIZATIONS = 1_000;
/** Of the plain server, and of each of three cells: about one for each core, and all servers share the machine's. */
const LANES = { one: 2, each: 1 } as const;
const CALLERS = [256, 768] as const;
/** The most that three cells may cost, as a multiple of one server. */
const MOST = 1.2;
const NAMES = ["a", "b", "c"] as const;

export const MEASURES: readonly CellsMeasure[] = [
  { id: "cpu", title: "CPU of PostgreSQL for a charge, three cells against one server", run: measureCells },
  {
    id: "routing",
    title: "CPU of the process for a charge, a ledger of cells against one of a database",
    run: measureRouting,
  },
  { id: "move", title: "how long commands wait while an organization moves to another cell", run: measureMove },
];

/** Three cells on a server each, and the same number of organizations on one plain server. */
async function measureCells({ rounds = 5, quick, say }: BenchRequest): Promise<CellsFigures> {
  say(`starting four servers, and making ${ORGANIZATIONS} organizations on one and on three of them`);
  const share = 1 / (NAMES.length + 1);
  const each = Math.ceil(ORGANIZATIONS / NAMES.length);
  const plain = await startSeat(ORGANIZATIONS, share);
  const seats = new Map<string, Seat>();
  try {
    for (const name of NAMES) seats.set(name, await startSeat(each, share));
    const [first] = seats.values();
    if (first === undefined) throw new Error("there are no cells");
    const place = await joinCells(await first.server.newDatabase("bench_platform"), seats);
    const one = await openBenchLedger(plain.database, { lanes: LANES.one });
    const three = await openCells(place, LANES.each);
    const pids = [...seats.values()].map(({ server }) => server.pid);
    const ofPlain = side(one.ledger, plain.accounts.many, [plain.server.pid], quick);
    const ofCells = side(
      three.ledger,
      [...seats.values()].flatMap(({ accounts }) => accounts.many),
      pids,
      quick,
    );
    const lines: Measured[] = [];
    for (const callers of CALLERS) {
      const what = `server CPU for a charge, us: three cells against one server, ${callers} callers`;
      lines.push(await compared({ id: "cpu", what, rounds, callers, of: "server", most: MOST }, ofCells, ofPlain));
    }
    await Promise.all([one.close(), three.close()]);
    for (const { database } of [plain, ...seats.values()]) await verified(database);
    return { lines, postgres: plain.server.version };
  } finally {
    for (const { server } of [plain, ...seats.values()]) await server.close();
  }
}

/** The same database as the one cell of a deployment with cells, and as the only database. */
async function measureRouting({ rounds = 5, quick, say }: BenchRequest): Promise<CellsFigures> {
  say(`starting a server, and making ${ORGANIZATIONS} organizations`);
  const seat = await startSeat(ORGANIZATIONS, 1);
  try {
    const place = await joinCells(await seat.server.newDatabase("bench_platform"), new Map([["a", seat]]));
    const plain = await openBenchLedger(seat.database, { lanes: LANES.one });
    const cells = await openCells(place, LANES.one);
    const pids = [seat.server.pid];
    const ofPlain = side(plain.ledger, seat.accounts.many, pids, quick);
    const ofCells = side(cells.ledger, seat.accounts.many, pids, quick);
    const what = "CPU of the process for a charge, us: routed to a cell against one database, 256 callers";
    const line = await compared({ id: "routing", what, rounds, callers: 256, of: "driver" }, ofCells, ofPlain);
    await Promise.all([plain.close(), cells.close()]);
    await verified(seat.database);
    return { lines: [line], postgres: seat.server.version };
  } finally {
    await seat.server.close();
  }
}

/** Runs a round of callers. */
type Round = (callers: number) => Promise<CpuPerCall>;

function side(
  ledger: Parameters<typeof charge>[0],
  orgIds: readonly string[],
  postmasters: readonly number[],
  quick: boolean,
): Round {
  const random = seededRandom(7);
  const call = (): Promise<void> => charge(ledger, orgIds[Math.floor(random() * orgIds.length)] as string);
  return async (callers) => {
    const cpu = new CpuPerCall(...postmasters);
    await cpu.of(() => closedLoop(callers, quick ? 2_000 : 4_000, call));
    return cpu;
  };
}

interface Comparison {
  readonly id: string;
  readonly what: string;
  readonly rounds: number;
  readonly callers: number;
  readonly of: "server" | "driver";
  /** The most that the ratio may be; it only reports without one. */
  readonly most?: number;
}

async function compared(
  { id, what, rounds, callers, of, most }: Comparison,
  cells: Round,
  plain: Round,
): Promise<Measured> {
  // Warm up: the first rounds make connections and plans, and compile the sources.
  for (let round = 0; round < 2; round += 1) {
    await cells(callers);
    await plain(callers);
  }
  const figure = (round: Round) => async (): Promise<number> => (await round(callers)).micros[of];
  const [values = [], baselines = []] = await alternate(rounds, [figure(cells), figure(plain)]);
  const shown = values.map((value, round) => (value / (baselines[round] ?? Number.NaN)).toFixed(2));
  const note = `ratio of each round ${shown.join(", ")}`;
  const target = most === undefined ? {} : { target: { of: "ratio", limit: most, is: "most" } as const };
  return measured({ id, what, values, baselines, note, ...target });
}
