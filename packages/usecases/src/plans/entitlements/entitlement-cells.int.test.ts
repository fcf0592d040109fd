import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { moveOrganization } from "@scrip/db/cells/move";
import { isTransient, TransientError } from "@scrip/db/connection";
import { openCellsPlanEvents } from "@scrip/db/events";
import { openHomes } from "@scrip/db/schema";
import { aProxy, type CellName, testCells } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { openEntitlements } from "./open-entitlements.ts";

const cells = await testCells();
const place = async (cell: CellName): Promise<string> =>
  (await cells.place(cell, { catalog: catalogText(tiered) })).orgId;
const toB = await aProxy(cells.urls.app.cells.get("b") ?? "");
const throughProxy = new Map(
  [...cells.urls.app.cells].map(([name, url]) => [name, name === "b" ? toB.through(url) : url]),
);
let nowMs = 0;
const steadyNow = () => nowMs;
const homes = await openHomes(
  { ...cells.urls.app, cells: throughProxy },
  { applicationName: "scrip-test-entitlements" },
);
const events = await openCellsPlanEvents(throughProxy, steadyNow);
const books = bookStore((version) => loadCatalog(homes.organizations, version));
let reads = 0;
const counted = {
  ...homes.organizations,
  route: (...[orgId, unit]: Parameters<typeof homes.organizations.route>) => {
    reads += 1;
    return homes.organizations.route(orgId, unit);
  },
} as typeof homes.organizations;
const entitlements = openEntitlements(counted, books, { events, steadyNow });
afterAll(() => Promise.all([events.close(), homes.close()]));
beforeEach(() => toB.mend());

const WAIT = { timeout: 20_000, interval: 5 };

/** Waits until checks of an organization are answered from memory: such an answer is no promise. */
const isRemembered = (orgId: string): Promise<unknown> =>
  vi.waitFor(async () => {
    await entitlements.check(orgId, "sso");
    expect(entitlements.check(orgId, "sso")).not.toBeInstanceOf(Promise);
  }, WAIT);

/** Checks that a check asks a database that does not answer. */
async function asksAway(orgId: string): Promise<void> {
  const answer = Promise.resolve(entitlements.check(orgId, "sso"));
  expect(await answer.catch((error: unknown) => isTransient(error) || error instanceof TransientError)).toBe(true);
}

it("checks of organizations in a cell that answers make no statement while another cell is away", async () => {
  const inA = await place("a");
  const inB = await place("b");
  await Promise.all([isRemembered(inA), isRemembered(inB)]);
  toB.cut();
  // Everything that is known is too old now. Only the cell a proves that nothing was missed.
  nowMs += 60_000;
  await vi.waitFor(() => expect(events.arrivalsOf("a").completeUntil).toBe(nowMs), WAIT);
  const before = reads;
  for (let n = 0; n < 1000; n += 1) expect(entitlements.check(inA, "sso")).toMatchObject({ isAllowed: false });
  expect(reads).toBe(before);
  await asksAway(inB);
  expect(reads).toBeGreaterThan(before);
  toB.mend();
  await isRemembered(inB);
});

it("a change in the cell to which an organization moved is not missed, although that cell announces nothing", async () => {
  const orgId = await place("a");
  await isRemembered(orgId);
  toB.cut();
  await moveOrganization(cells.owners, { orgId, to: "b", pause: 0 });
  const b = await cells.owner("b");
  await b.query("UPDATE organizations SET plan = 'enterprise' WHERE org_id = $1", [orgId]);
  // What was known of it is dropped with the announcement of the move, so the check asks the cell that is away.
  await vi.waitFor(() => asksAway(orgId), WAIT);
  toB.mend();
  await vi.waitFor(async () => expect(await entitlements.check(orgId, "sso")).toMatchObject({ isAllowed: true }), WAIT);
  await isRemembered(orgId);
});
