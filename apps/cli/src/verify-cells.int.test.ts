import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyOrganization, freePort, testCells } from "@scrip/db/testing";
import { Account } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const cells = await testCells();
const folder = mkdtempSync(join(tmpdir(), "scrip-cells-"));
const file = (name: string) => join(folder, name);
const ledger = await cells.openLedger();
const orgOf = new Map<string, string>();
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  for (const cell of ["a", "b"] as const) {
    const account = new Account(ledger, (await cells.place(cell, { catalog: catalogText(tiered) })).orgId);
    await account.grant("5");
    orgOf.set(cell, account.orgId);
  }
  await scrip("signing-key", file("key"));
});

/** The addresses of the cells without logins, as an operator writes them. */
const SCRIP_CELLS = [...cells.owners.cellUrls].map(([name, url]) => `${name}=${withoutLogin(url)}`).join(",");

function withoutLogin(url: string): string {
  return Object.assign(new URL(url), { username: "", password: "" }).href;
}

async function scripWith(some: Record<string, string>, ...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const env = { DATABASE_URL: cells.owners.platformUrl, SCRIP_SIGNING_KEY_FILE: file("key"), SCRIP_CELLS, ...some };
  const code = await runProgram(args, {
    env: readEnv(env),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

const scrip = (...args: string[]) => scripWith({}, ...args);

it("proves all cells at once, and signs one list of them, which also holds after an organization has moved", async () => {
  const signed = await scrip("verify", "--sign", file("heads"), "--json");
  expect(signed).toMatchObject({ code: 0 });
  expect(JSON.parse(signed.out)).toMatchObject({ ok: true, organizations: 2, entries: 2, signed: { heads: 2 } });
  const orgId = orgOf.get("a") ?? "";
  expect(await scrip("verify", "--org", `org_${orgOf.get("b")}`)).toMatchObject({ code: 0 });
  const a = await cells.owner("a");
  const b = await cells.owner("b");
  const platform = await cells.owner("platform");
  await copyOrganization(a, b, orgId, null);
  await a.query("UPDATE organizations SET moved_to = 'b' WHERE org_id = $1", [orgId]);
  await platform.query("UPDATE organization_registry SET cell = 'b' WHERE org_id = $1", [orgId]);
  expect(await scrip("verify", "--against", file("heads"))).toMatchObject({ code: 0 });
  await b.query("UPDATE organizations SET available = available + 1 WHERE org_id = $1", [orgId]);
  const wrong = await scrip("verify", "--against", file("heads"), "--json");
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.out).findings).toContainEqual(
    expect.objectContaining({ invariant: "L3", org: `org_${orgId}` }),
  );
  await b.query("UPDATE organizations SET available = available - 1 WHERE org_id = $1", [orgId]);
});

it("signs nothing without every cell, and says which one does not answer", async () => {
  const b = `postgres://127.0.0.1:${await freePort()}/scrip`;
  const away = { SCRIP_CELLS: SCRIP_CELLS.replace(/b=.*$/, `b=${b}`) };
  const refused = await scripWith(away, "verify", "--sign", file("second"));
  expect(refused.code).toBe(2);
  expect(refused.notes).toContain("The cell b cannot be read");
  expect(await scripWith(away, "due", "list", "--json")).toMatchObject({
    code: 0,
    out: '{"parked":[],"away":["b"]}',
  });
  const swapped = { SCRIP_CELLS: SCRIP_CELLS.replace("a=", "c=").replace("b=", "a=").replace("c=", "b=") };
  const mistaken = await scripWith(swapped, "verify");
  expect(mistaken.code).toBe(2);
  expect(mistaken.notes).toMatch(/The address of the cell (a leads to the cell b|b leads to the cell a)/);
});
