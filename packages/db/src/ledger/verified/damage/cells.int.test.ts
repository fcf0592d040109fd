import { catalogText, tiered } from "@scrip/domain/catalog";
import { type BoundHead, readRowsToSign } from "@scrip/verify/read-beside";
import { verifyCells, verifyLedger } from "@scrip/verify/verify-ledger";
import type { VerifyTerms } from "@scrip/verify/verify-terms";
import type { DataSource } from "typeorm";
import { afterAll, describe, expect, it } from "vitest";
import { openReadPool } from "../../../connection/read-pool.ts";
import { openVerifyCells } from "../../../schema/open-verify-cells.ts";
import { type CellName, testCells } from "../../../testing/cells.ts";
import { copyOrganization } from "../../../testing/copy-organization.ts";
import { freePort } from "../../../testing/free-port.ts";
import { Account } from "../../an-account.test-support.ts";

const cells = await testCells();
const homes = openVerifyCells(cells.urls.verify);
afterAll(() => homes.close());
const ledger = await cells.openLedger();
const platform = await cells.owner("platform");
const a = await cells.owner("a");
const b = await cells.owner("b");

/** An organization with a grant and a charge. */
async function anAccount(cell: CellName): Promise<Account> {
  const account = new Account(ledger, (await cells.place(cell, { catalog: catalogText(tiered) })).orgId);
  await account.grant("10");
  await account.charge("1");
  return account;
}

/** What `verify` finds over all cells: the invariants with the organizations or rows that they name. */
async function found(terms: VerifyTerms = {}): Promise<string[]> {
  const { findings } = await verifyCells(homes, terms);
  return findings.map(({ invariant, orgId, rows }) => `${invariant} ${orgId ?? rows.join(", ")}`).toSorted();
}

async function setMovedTo(cell: DataSource, orgId: string, to: string | null): Promise<void> {
  await cell.query("UPDATE organizations SET moved_to = $2 WHERE org_id = $1", [orgId, to]);
}

const setCell = (orgId: string, cell: string | null): Promise<unknown> =>
  platform.query("UPDATE organization_registry SET cell = $2 WHERE org_id = $1", [orgId, cell]);

async function startMove(orgId: string): Promise<void> {
  await platform.query(
    `INSERT INTO organization_moves (org_id, from_cell, to_cell, started_at, step) VALUES ($1, 'a', 'b', now(), 'switching')`,
    [orgId],
  );
}

const endMove = (orgId: string): Promise<unknown> =>
  platform.query("DELETE FROM organization_moves WHERE org_id = $1", [orgId]);

/** The heads of a whole run, with what a list of them signs. */
async function signedNow() {
  const heads: BoundHead[] = [];
  const { ok, organizations } = await verifyCells(homes, { onHead: (head) => heads.push(head) });
  return { ok, organizations, ...(await readRowsToSign(homes, heads)) };
}

const inA = await anAccount("a");
const inB = await anAccount("b");

it("finds nothing over two cells, and their progress is one", async () => {
  const seen: number[] = [];
  const onProgress = ({ organizationsDone }: { organizationsDone: number }) => void seen.push(organizationsDone);
  expect(await verifyCells(homes, { onProgress })).toMatchObject({ ok: true, organizations: 2, entries: 4 });
  expect(seen.at(-1)).toBe(2);
});

it("L1 L3 a changed row is found in the second cell, also if only its organization is asked for", async () => {
  const spoil = (by: string) =>
    b.transaction(async (tx) => {
      await tx.query("SET LOCAL session_replication_role = replica");
      await tx.query(`UPDATE organizations SET available = available ${by} WHERE org_id = $1`, [inB.orgId]);
    });
  await spoil("+ 1");
  const expected = [`L3 ${inB.orgId}`, `L8 ${inB.orgId}`];
  expect([...new Set(await found())]).toEqual(expected);
  expect([...new Set(await found({ orgIds: [inB.orgId] }))]).toEqual(expected);
  expect(await found({ orgIds: [inA.orgId] })).toEqual([]);
  await spoil("- 1");
});

describe("L36 where an organization lives", () => {
  it("in two cells, in none, or elsewhere than the directory says", async () => {
    const { orgId } = await anAccount("a");
    await copyOrganization(a, b, orgId, "a");
    expect(await found()).toEqual([]);
    await setMovedTo(b, orgId, null);
    expect(await found()).toContain(`L36 organization ${orgId}, cell a, cell b`);
    await setMovedTo(a, orgId, "b");
    expect(await found()).toEqual([`L36 organization ${orgId}, cell b`]);
    await setMovedTo(b, orgId, "a");
    expect(await found()).toEqual([
      `L28 registered organization ${orgId}`,
      `L36 organization ${orgId}, cell a, cell b`,
    ]);
    await setMovedTo(b, orgId, null);
    await setCell(orgId, "b");
    expect(await found()).toEqual([]);
  });

  it("a move under way is no finding: what has left its cell is checked where it arrives", async () => {
    const { orgId } = await anAccount("a");
    await startMove(orgId);
    await copyOrganization(a, b, orgId, "a");
    expect(await found()).toEqual([]);
    await setMovedTo(a, orgId, "b");
    await a.query("DELETE FROM due WHERE org_id = $1", [orgId]);
    expect(await verifyCells(homes, { orgIds: [orgId] })).toMatchObject({ ok: true, organizations: 1, entries: 2 });
    expect(await found()).toEqual([]);
    await setMovedTo(b, orgId, null);
    expect(await found()).toEqual([]);
    await setCell(orgId, "b");
    await endMove(orgId);
    expect(await found()).toEqual([]);
  });
});

it("a copy is checked before it goes live, and an archive only if it is asked for", async () => {
  const { orgId } = await anAccount("a");
  await copyOrganization(a, b, orgId, "a");
  const pool = openReadPool(cells.urls.verify.cells.get("b") ?? "");
  try {
    expect(await verifyLedger({ pool, orgIds: [orgId] })).toMatchObject({ ok: true, organizations: 0 });
    const copied = () => verifyLedger({ pool, orgIds: [orgId], includeMoved: true });
    expect(await copied()).toMatchObject({ ok: true, organizations: 1, entries: 2 });
    await b.query("UPDATE organizations SET available = available + 1 WHERE org_id = $1", [orgId]);
    expect((await copied()).findings.map(({ invariant }) => invariant)).toContain("L3");
    expect(await found()).toEqual([]);
  } finally {
    await pool.end();
  }
});

it("L11 one signed list covers all cells, also after an organization has moved", async () => {
  const account = await anAccount("a");
  const { orgId } = account;
  const { ok, organizations, heads, serviceKeys } = await signedNow();
  expect(ok).toBe(true);
  expect(heads).toHaveLength(organizations);
  await copyOrganization(a, b, orgId, null);
  await setMovedTo(a, orgId, "b");
  await setCell(orgId, "b");
  const afterwards = await cells.openLedger({}, await cells.open("app"));
  await account.through(afterwards).charge("2");
  expect(await found({ heads, serviceKeys })).toEqual([]);
  const forged = heads.map((head) => (head.orgId === orgId ? { ...head, hash: "ab".repeat(32) } : head));
  expect(await found({ heads: forged })).toEqual([`L11 ${orgId}`]);
});

it("a cell that is away is named, and nothing is proved without it", async () => {
  const away = openVerifyCells({
    ...cells.urls.verify,
    cells: new Map([...cells.urls.verify.cells, ["b", `postgres://127.0.0.1:${await freePort()}/scrip`]]),
  });
  try {
    await expect(verifyCells(away, {})).rejects.toThrow(/^The cell b cannot be read: .*ECONNREFUSED/);
    expect(await verifyCells(away, { orgIds: [inA.orgId] })).toMatchObject({ ok: true, organizations: 1 });
    await expect(verifyCells(away, { orgIds: [inA.orgId, inB.orgId] })).rejects.toThrow("The cell b cannot be read");
  } finally {
    await away.close();
  }
  const onlyA = { ...homes, cells: homes.cells.slice(0, 1) };
  await expect(verifyCells(onlyA, {})).rejects.toThrow("The cell b cannot be read: the platform lists it");
});
