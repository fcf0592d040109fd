import type { ClientBase } from "pg";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { CellState } from "../connection/cell-guard.ts";
import { StartupError } from "../connection/startup-error.ts";
import { type FoundIdentity, type KnownIdentity, whyRefused } from "./cell-identity.ts";
import { CellsGuard } from "./cells-guard.ts";
import type { ListedCellRow } from "./listed-cell.entity.ts";

const KNOWN: KnownIdentity = { epoch: 15, systemIdentifier: "71", timeline: 1 };
const FOUND: FoundIdentity = { name: "b", epoch: 15, systemIdentifier: "71", timeline: 1 };

describe("a database serves as a cell if nothing says that it is another one or an old one", () => {
  const refusals: [string, Partial<FoundIdentity>, RegExp][] = [
    ["no cell", { name: null }, /is no cell/],
    ["another cell", { name: "a" }, /leads to the database of the cell a/],
    ["an older epoch", { epoch: 14 }, /at epoch 14 and was at 15 .*`scrip cells reconcile b`/],
    ["another server", { systemIdentifier: "72" }, /is 72\/1 and was 71\/1 .*`scrip cells reconcile b`/],
    ["another timeline with a fitting epoch", { timeline: 2 }, /is 71\/2 and was 71\/1/],
    ["a standby", { timeline: null }, /is a standby/],
  ];
  it.each(refusals)("E13 it refuses %s", (_, is, why) => {
    expect(whyRefused("b", KNOWN, { ...FOUND, ...is })).toMatch(why);
  });

  it("takes the same and a greater epoch, and any server before one is known", () => {
    expect(whyRefused("b", KNOWN, FOUND)).toBeNull();
    expect(whyRefused("b", KNOWN, { ...FOUND, epoch: 16 })).toBeNull();
    const unknown = { epoch: 15, systemIdentifier: null, timeline: null };
    expect(whyRefused("b", unknown, { ...FOUND, systemIdentifier: "72", timeline: 3 })).toBeNull();
  });
});

describe("the guard of a process", () => {
  it("E13 refuses an epoch below one that it saw itself, and says so once", async () => {
    const { guard, states } = aGuard([aListed({ epoch: 3 })]);
    await connect(guard, { epoch: 5 });
    await expect(connect(guard, { epoch: 4 })).rejects.toThrow("the cell b, does not serve");
    await expect(connect(guard, { epoch: 4 })).rejects.toThrow("the cell b, does not serve");
    expect(() => guard.require("b")).toThrow(expect.objectContaining({ reason: "unavailable" }));
    expect(states.map(({ condition }) => condition)).toEqual(["refused"]);
    await connect(guard, { epoch: 6 });
    expect(() => guard.require("b")).not.toThrow();
    expect(states.map(({ condition }) => condition)).toEqual(["refused", "serving"]);
  });

  it("E13 reads the list again before a connection serves, and goes by what it knows if it cannot", async () => {
    const list = [aListed({ epoch: 3 })];
    let nowMs = 0;
    const { guard } = aGuard(list, () => nowMs);
    list[0] = aListed({ epoch: 9 });
    await connect(guard, { epoch: 3 });
    nowMs = 2_000;
    await expect(connect(guard, { epoch: 3 })).rejects.toThrow("does not serve");
    list.length = 0;
    list[0] = aListed({ epoch: 1, systemIdentifier: "72", timeline: 1 });
    nowMs = 4_000;
    await expect(connect(guard, { epoch: 9 }), "the list never lowers an epoch").rejects.toThrow("does not serve");
    await connect(guard, { epoch: 9, systemIdentifier: "72" });
  });

  it("finds what changed without a new connection", async () => {
    const list = [aListed({ epoch: 3 })];
    const { guard, states } = aGuard(list);
    const cell = { name: "b", identity: vi.fn<() => Promise<FoundIdentity>>(async () => ({ ...FOUND, epoch: 3 })) };
    list.push(aListed({ name: "c" }));
    list[0] = aListed({ epoch: 4 });
    guard.watch([cell]);
    await guard.refresh();
    expect(states).toEqual([
      { cell: "c", condition: "unknown", why: expect.stringContaining("SCRIP_CELLS") },
      { cell: "b", condition: "refused", why: expect.stringContaining("epoch 3 and was at 4") },
    ]);
    list.pop();
    cell.identity.mockRejectedValueOnce(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
    await guard.refresh();
    expect(guard.states).toEqual([{ cell: "b", condition: "away", why: "connect ECONNREFUSED" }]);
    cell.identity.mockResolvedValueOnce({ ...FOUND, epoch: 4 });
    await guard.refresh();
    expect(guard.states).toEqual([{ cell: "b", condition: "serving", why: null }]);
  });

  it("a cell that hangs is away, is asked again at most once a second, and serves as soon as it answers", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    let nowMs = 0;
    const { guard } = aGuard([aListed({})], () => nowMs);
    const never = new Promise<FoundIdentity>(() => {});
    const identity = vi.fn<() => Promise<FoundIdentity>>(() => never);
    guard.watch([{ name: "b", identity }]);
    const watch = guard.watchOf("b");
    const answers = watch.answers();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await answers).toBe(false);
    expect(guard.states).toEqual([{ cell: "b", condition: "away", why: "It did not answer within 5 seconds." }]);
    for (let n = 0; n < 100; n += 1) expect(watch.hangs()).toBe(true);
    expect(identity).toHaveBeenCalledTimes(1);
    nowMs = 1_000;
    for (let n = 0; n < 100; n += 1) expect(watch.hangs()).toBe(true);
    expect(identity).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_000);
    identity.mockResolvedValue({ ...FOUND, epoch: 1 });
    nowMs = 2_000;
    expect(watch.hangs()).toBe(true);
    await vi.waitFor(() => expect(watch.hangs()).toBe(false));
    expect(guard.serves("b")).toBe(true);
  });

  it("refuses a cell whose server or schema does not fit until it fits, whatever its identity is", async () => {
    const { guard } = aGuard([aListed({})]);
    guard.failed("b", new StartupError("fsync must be on"));
    await connect(guard, {});
    expect(() => guard.require("b")).toThrow("does not serve");
    guard.fits("b");
    expect(() => guard.require("b")).not.toThrow();
  });

  it("reports to a listener that comes later what does not serve", () => {
    const { guard } = aGuard([aListed({}), aListed({ name: "c" })]);
    const heard: string[] = [];
    guard.onState(({ cell, condition }) => heard.push(`${cell} ${condition}`));
    expect(heard).toEqual(["c unknown"]);
  });
});

function aGuard(list: ListedCellRow[], steadyNow = () => 0) {
  const guard = new CellsGuard({ names: ["b"], list: async () => [...list], steadyNow }, list);
  const states: CellState[] = [];
  guard.onState((state) => states.push(state));
  return { guard, states };
}

/** Opens a connection to a database that says this of itself, as a pool does. */
function connect(guard: CellsGuard, is: Partial<FoundIdentity>): Promise<void> {
  const { name, epoch, systemIdentifier, timeline } = { ...FOUND, ...is };
  const row = { name, epoch: String(epoch), system_identifier: systemIdentifier, timeline };
  const client = { on: () => {}, query: async () => ({ rows: [row] }) } as unknown as ClientBase;
  return new Promise((resolve, reject) => {
    guard.verifierOf("b")(client, (error) => (error === undefined ? resolve() : reject(error)));
  });
}

function aListed(row: Partial<ListedCellRow>): ListedCellRow {
  return {
    name: "b",
    epoch: 1,
    state: "open",
    isFirst: false,
    addedAt: new Date(0),
    systemIdentifier: null,
    timeline: null,
    reportedAt: null,
    organizations: 0,
    entriesPerSecond: 0,
    oldestDueAt: null,
    schemaVersion: null,
    ...row,
  };
}
