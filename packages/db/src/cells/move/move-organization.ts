import { setTimeout as sleep } from "node:timers/promises";
import { reach } from "../../connection/crash-points.ts";
import { CHANNEL, messagesOf } from "../../events/announcement.ts";
import type { CellUrls } from "../cell-name.ts";
import { type CellSession, openCellSession, openSession, type Session } from "./cell-session.ts";
import { beginArrival, commonTables, requireCatalog, requireCell } from "./check-ends.ts";
import {
  claimMove,
  forgetMove,
  lockMoves,
  noteClearing,
  noteMoved,
  noteStep,
  readMove,
  readPlace,
} from "./claim-move.ts";
import { clearCell } from "./clear-cell.ts";
import { copyRound, type Seen } from "./copy-round.ts";
import { placeInSource } from "./end-move.ts";
import { CopyDiffers, MoveRefused } from "./move-refused.ts";
import type { MovedTable } from "./moved-tables.ts";
import { arrive, type Switched, switchOver } from "./switch-over.ts";
import { type Ends, isOf } from "./table-copy.ts";

/** The addresses of the databases, for their owner. */
export interface OwnerUrls {
  readonly platformUrl: string;
  readonly cellUrls: CellUrls;
}

/** How far a move is. */
export interface MoveProgress {
  readonly step: "copying" | "comparing" | "verifying" | "switching" | "clearing";
  readonly rows: number;
  /** Approximate. */
  readonly rowsInAll: number;
}

export interface MoveOptions {
  readonly orgId: string;
  /** The cell to which it moves. */
  readonly to: string;
  readonly onProgress?: (progress: MoveProgress) => void;
  /**
   * Replays the ledger of the organization in the target, where it does not live yet.
   * @param url the owner's address of the target
   * @param since the time of the last entry that was replayed before; `null` for all entries
   * @returns the findings
   */
  readonly verify?: (url: string, orgId: string, since: number | null) => Promise<readonly string[]>;
  /** Pause after each part of the copy, as a multiple of the time that the part took; 1 if not given. */
  readonly pause?: number;
}

/** A move that is done. */
export interface Moved {
  readonly orgId: string;
  readonly from: string;
  readonly to: string;
  /** The rows that were copied, those of the last round included. */
  readonly rows: number;
  /** How long commands of the organization waited; `null` if the move had switched before an interruption. */
  readonly standstillMs: number | null;
  /** What `verify` found afterwards in the entries of the last rounds; each row of them is the same as in the source. */
  readonly findings: readonly string[];
}

/** A round that copies no more than this is the last one before the switch. */
const FEW_ROWS = 500;
const MOST_ROUNDS = 8;
/** A transaction of the organization that takes long is in the way of the switch. */
const MOST_SWITCHES = 10;
const LOCK_TIMEOUT = "55P03";
const NOTE_EVERY_MS = 1_000;

/**
 * Moves an organization to another cell while it is in use. Copies its rows in rounds, each of what came after the one
 * before; then its commands wait for a moment, in which the rest is copied and compared. A process that ends at any step
 * leaves the row in the source to decide; the worker, or the same call again, ends the move.
 * @throws MoveRefused, CopyDiffers; the organization then lives where it lived
 * @source docs/rules.md#moving-an-organization
 */
export async function moveOrganization(owners: OwnerUrls, options: MoveOptions): Promise<Moved> {
  const platform = await openSession(owners.platformUrl);
  const cells = new Map<string, Promise<CellSession>>();
  const cellNamed = async (name: string): Promise<CellSession> => {
    const url = owners.cellUrls.get(name);
    if (url === undefined)
      throw new MoveRefused(
        "unknown_cell",
        `SCRIP_CELLS names no cell ${name}, but ${[...owners.cellUrls.keys()].join(", ")}.`,
      );
    const opening = cells.get(name) ?? openCellSession(name, url);
    cells.set(name, opening);
    return opening;
  };
  try {
    return await new Move(owners, options, platform, cellNamed).run();
  } finally {
    const opened = await Promise.allSettled(cells.values());
    await Promise.allSettled([
      platform.close(),
      ...opened.map((cell) => (cell.status === "fulfilled" ? cell.value.close() : undefined)),
    ]);
  }
}

class Move {
  readonly #owners: OwnerUrls;
  readonly #options: MoveOptions;
  readonly #platform: Session;
  readonly #cellNamed: (name: string) => Promise<CellSession>;
  #rows = 0;
  #rowsInAll = 0;
  #notedAt = 0;
  #verifiedAt: number | null = null;

  constructor(
    owners: OwnerUrls,
    options: MoveOptions,
    platform: Session,
    cellNamed: (name: string) => Promise<CellSession>,
  ) {
    this.#owners = owners;
    this.#options = options;
    this.#platform = platform;
    this.#cellNamed = cellNamed;
  }

  async run(): Promise<Moved> {
    const { orgId, to } = this.#options;
    if (!(await lockMoves(this.#platform, orgId)))
      throw new MoveRefused("under_way", `Another process moves the organization ${orgId} at the moment.`);
    const ended = await this.#endEarlier();
    const from = await this.#begin(ended);
    if (from === null) return { orgId, from: ended?.from ?? to, to, rows: 0, standstillMs: null, findings: [] };
    const source = await this.#cellNamed(from);
    const target = await this.#cellNamed(to);
    const ends: Ends = { orgId, source, target };
    await Promise.all([requireCell(source), requireCell(target)]);
    const tables = await commonTables(ends);
    await requireCatalog(ends);
    await claimMove(this.#platform, orgId, { from, to });
    reach("move.claimed");
    const switched = await this.#copyAndSwitch(ends, tables).catch(async (error: unknown) => {
      // If this fails too, the worker gives the move up.
      await this.#giveUp(ends).catch(() => {});
      throw error;
    });
    await noteMoved(this.#platform.transaction, orgId, { from, to });
    reach("move.registered");
    await announceArrival(ends);
    await this.#clear(from);
    this.#show("verifying");
    const findings = await this.#verify(ends, this.#verifiedAt);
    return { orgId, from, to, rows: this.#rows, standstillMs: switched.standstillMs, findings };
  }

  /** Ends a move that was interrupted. @returns that move, if the organization is where it was to go */
  async #endEarlier(): Promise<{ readonly from: string; readonly to: string } | null> {
    const { orgId, to } = this.#options;
    const noted = await readMove(this.#platform.query, orgId);
    if (noted === null) return null;
    if (noted.step === "clearing") {
      await this.#clear(noted.from);
      return noted;
    }
    const source = await this.#cellNamed(noted.from);
    const place = await source.transaction((query) => placeInSource(query, orgId));
    if (place === noted.to) {
      const target = await this.#cellNamed(noted.to);
      await target.transaction((query) => arrive(query, orgId, noted.from));
      await noteMoved(this.#platform.transaction, orgId, noted);
      await announceArrival({ orgId, source, target });
      await this.#clear(noted.from);
      return noted;
    }
    // The next copy replaces what has arrived in the same cell.
    if (noted.to !== to) await clearCell(await this.#cellNamed(noted.to), orgId);
    return null;
  }

  /** @returns the cell where the organization lives; `null` if the earlier move has brought it where it is to go */
  async #begin(ended: { readonly to: string } | null): Promise<string | null> {
    const { orgId, to } = this.#options;
    const place = await readPlace(this.#platform.query, orgId);
    if (place === null) throw new MoveRefused("organization_not_found", `There is no organization ${orgId}.`);
    const target = place.cells.find(({ name }) => name === to);
    if (target === undefined)
      throw new MoveRefused(
        "unknown_cell",
        `There is no cell ${to}. The cells are ${place.cells.map(({ name }) => name).join(", ")}.`,
      );
    if (place.cell === to) {
      if (ended?.to === to) return null;
      throw new MoveRefused("already_there", `The organization ${orgId} already lives in the cell ${to}.`);
    }
    if (target.state === "draining")
      throw new MoveRefused("cell_draining", `The cell ${to} is draining, so it takes no organizations.`);
    return place.cell;
  }

  async #copyAndSwitch(ends: Ends, tables: readonly MovedTable[]): Promise<Switched> {
    const archivedSeq = await beginArrival(ends);
    // From now on the session in the target runs no triggers and checks no foreign keys.
    await ends.target.client.query("SET session_replication_role = replica");
    this.#rowsInAll = await estimateRows(ends, tables);
    let seen = await this.#copyUntilFew(ends, tables, null, archivedSeq);
    seen = await this.#copy(ends, tables, { seen, archivedSeq, compares: true });
    reach("move.compared");
    const verifiedAt = seen.at;
    this.#show("verifying");
    const findings = await this.#verify(ends, null);
    if (findings.length > 0)
      throw new CopyDiffers(
        `The copy of the ledger in the cell ${ends.target.cell} does not add up: ${findings.join("; ")}`,
      );
    seen = await this.#copyUntilFew(ends, tables, seen, archivedSeq);
    for (let tries = 1; ; tries += 1) {
      await requireCatalog(ends);
      try {
        const switched = await switchOver(ends, tables, seen, {
          claim: () => this.#note("switching"),
        });
        this.#rows += switched.rows;
        this.#verifiedAt = verifiedAt;
        return switched;
      } catch (error) {
        const isLocked = (error as { code?: string }).code === LOCK_TIMEOUT;
        if (tries === MOST_SWITCHES || !(isLocked || error instanceof CopyDiffers)) throw error;
        // Others that wait for the same locks go first.
        await sleep(100 * tries);
        seen = await this.#copy(ends, tables, { seen, archivedSeq, compares: error instanceof CopyDiffers });
      }
    }
  }

  /** Gives the move up, unless the source has committed that the organization left. */
  async #giveUp({ orgId, source, target }: Ends): Promise<void> {
    if ((await source.transaction((query) => placeInSource(query, orgId))) !== null) return;
    await this.#platform.transaction((query) => noteClearing(query, orgId, { from: target.cell, to: source.cell }));
    await this.#clear(target.cell);
  }

  async #copyUntilFew(
    ends: Ends,
    tables: readonly MovedTable[],
    from: Seen | null,
    archivedSeq: string,
  ): Promise<Seen> {
    let seen = from;
    for (let round = 1; ; round += 1) {
      const before = this.#rows;
      seen = await this.#copy(ends, tables, { seen, archivedSeq, compares: false });
      if (this.#rows - before <= FEW_ROWS || round === MOST_ROUNDS) return seen;
    }
  }

  async #copy(
    ends: Ends,
    tables: readonly MovedTable[],
    round: { readonly seen: Seen | null; readonly archivedSeq: string; readonly compares: boolean },
  ): Promise<Seen> {
    const onRows = async (rows: number): Promise<void> => {
      this.#rows += rows;
      this.#show(round.compares ? "comparing" : "copying");
      if (performance.now() - this.#notedAt > NOTE_EVERY_MS) await this.#note("copying");
    };
    this.#show(round.compares ? "comparing" : "copying");
    const result = await copyRound(ends, tables, { ...round, pause: this.#options.pause ?? 1, onRows });
    return result.seen;
  }

  async #verify({ orgId, target }: Ends, since: number | null): Promise<readonly string[]> {
    const url = this.#owners.cellUrls.get(target.cell) ?? "";
    return (await this.#options.verify?.(url, orgId, since)) ?? [];
  }

  async #note(step: "copying" | "switching"): Promise<void> {
    this.#notedAt = performance.now();
    if (step === "switching") this.#show(step);
    const { query } = this.#platform;
    await noteStep(query, this.#options.orgId, { step, rows: this.#rows, rowsInAll: this.#rowsInAll });
  }

  async #clear(cell: string): Promise<void> {
    const { orgId } = this.#options;
    this.#show("clearing");
    await clearCell(await this.#cellNamed(cell), orgId);
    reach("move.cleared");
    await forgetMove(this.#platform.query, orgId);
  }

  #show(step: MoveProgress["step"]): void {
    this.#options.onProgress?.({ step, rows: this.#rows, rowsInAll: Math.max(this.#rows, this.#rowsInAll) });
  }
}

/** Listeners read the organization again, and the worker learns when its next work is due. */
async function announceArrival({ orgId, target }: Ends): Promise<void> {
  const [row] = await target.query({
    text: `SELECT (extract(epoch FROM min(due_at)) * 1000)::bigint AS due FROM ${target.schema}.due t WHERE ${isOf({ orgId })}`,
    values: [],
  });
  const dueAt = row?.due === null || row?.due === undefined ? null : Number(row.due);
  for (const message of messagesOf({ orgIds: [orgId], dueAt }))
    await target.query({ text: "SELECT pg_notify($1, $2)", values: [CHANNEL, message] });
}

async function estimateRows(ends: Ends, tables: readonly MovedTable[]): Promise<number> {
  const counts = tables.map(({ name }) => `(SELECT count(*) FROM ${ends.source.schema}.${name} t WHERE ${isOf(ends)})`);
  const [row] = await ends.source.query({ text: `SELECT ${counts.join(" + ")} AS rows`, values: [] });
  return Number(row?.rows);
}
