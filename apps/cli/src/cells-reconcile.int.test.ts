import { randomUUIDv7 } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { schemaVersionAt } from "@scrip/db/boot";
import { CellReporter } from "@scrip/db/cells";
import { type CellSource, inOrganization } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import { type OpenHomes, openHomes } from "@scrip/db/schema";
import { type CellName, testCells } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { newSigningKey, readSigningKey, signHeads } from "@scrip/verify/signed-heads";
import { afterAll, expect, it, vi } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";
import { cellBackup } from "./testing/cell-backup.ts";

vi.setConfig({ testTimeout: 120_000 });

const cells = await testCells();
const platform = await cells.owner("platform");
const urlOfB = cells.owners.cellUrls.get("b") ?? "";
const backup = cellBackup(platform, urlOfB);
const folder = mkdtempSync(join(tmpdir(), "scrip-reconcile-"));
const NAMED = { applicationName: "scrip-test-reconcile" };
const opened: OpenHomes[] = [];
afterAll(async () => {
  await Promise.all(opened.map((homes) => homes.close()));
  rmSync(folder, { recursive: true });
});

interface Running {
  readonly homes: OpenHomes;
  readonly ledger: Ledger;
}

/** What a process has open, with the log of its cells. */
async function aProcess(): Promise<Running> {
  const homes = await openHomes(cells.urls.app, { ...NAMED, watchMs: 50 });
  opened.push(homes);
  return { homes, ledger: await cells.openLedger({}, homes) };
}

const serves = async ({ homes, ledger }: Running, orgId: string): Promise<void> => {
  await ledger.balance(orgId);
  await inOrganization(homes.organizations, orgId, async () => {});
};
const REFUSED = { reason: "unavailable", message: expect.stringContaining("the cell b, does not serve") };

async function credit({ ledger }: Running, orgId: string): Promise<void> {
  const terms = { effectiveAt: null, expiresAt: null, businessKey: randomUUIDv7() } as const;
  const grant = { kind: "issueGrant", source: "purchase", grantKind: "paid", amount: usd("5.00") } as const;
  const command = { ...grant, ...terms, orgId, id: randomUUIDv7(), actor: { type: "system", id: null } } as const;
  expect(await ledger.submit(command, randomUUIDv7())).toMatchObject({ ok: true });
}

async function scrip(...args: string[]) {
  const out: string[] = [];
  const SCRIP_CELLS = [...cells.owners.cellUrls].map(([name, url]) => `${name}=${url}`).join(",");
  const code = await runProgram(args, {
    env: readEnv({
      DATABASE_URL: cells.owners.platformUrl,
      SCRIP_CELLS,
      SCRIP_SIGNING_KEY_FILE: join(folder, "key"),
    }),
    out: (text) => out.push(text),
    note: (text) => out.push(text),
    showProgress: () => ({ setTotal: () => {}, advance: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n") };
}

/** Signs a list of heads that has this one. */
function writeHeads(orgId: string, seq: number): string {
  const none = "0".repeat(64);
  const { privatePem } = newSigningKey();
  writeFileSync(join(folder, "key"), privatePem);
  const beside = { registration: none, keys: { before: 0, count: 0, hash: none } };
  const heads = [{ orgId, seq, hash: none, beside, audit: { seq: 0, hash: none } }];
  const list = { at: Date.now(), heads, serviceKeys: [], platformAudit: null };
  writeFileSync(join(folder, "heads"), signHeads(list, readSigningKey(privatePem)));
  return join(folder, "heads");
}

const placed = async (cell: CellName) => (await cells.place(cell, { catalog: catalogText(tiered) })).orgId;

it("E13 a cell restored from a backup is refused, what it lacks is listed, and it serves once it is accepted", async () => {
  const running = await aProcess();
  const worker = await openHomes(cells.urls.worker, { ...NAMED, watchMs: 50 });
  opened.push(worker);
  const [, cellB] = worker.organizations.cells;
  if (cellB === undefined) throw new Error("two cells");
  const schemaVersionOf = (cell: CellSource) => schemaVersionAt(cell, ["organizations"]);
  const terms = { platform: worker.platform, schemaVersionOf, steadyNow: () => performance.now() };
  const reporter = new CellReporter(terms);
  const inA = await placed("a");
  const kept = await placed("b");
  const left = await placed("b");
  const stray = await placed("b");
  await credit(running, kept);
  const b = await cells.owner("b");
  const known = randomUUIDv7();
  await b.query("INSERT INTO members (org_id, person_id, role, joined_at) VALUES ($1, $2, 'owner', now())", [
    kept,
    known,
  ]);
  await platform.query("INSERT INTO memberships VALUES ($1, $2, 'member', now())", [known, kept]);
  const gone = randomUUIDv7();
  await b.query("INSERT INTO members (org_id, person_id, role, joined_at) VALUES ($1, $2, 'admin', now())", [
    kept,
    gone,
  ]);
  await backup.backUp();

  // What happens after the backup.
  await vi.waitFor(() => credit(running, kept));
  await credit(running, kept);
  await vi.waitFor(() => reporter.report(cellB));
  const late = await placed("b");
  const arrived = await placed("a");
  await (await cells.owner("a")).query("UPDATE organizations SET moved_to = 'b' WHERE org_id = $1", [arrived]);
  await platform.query("UPDATE organization_registry SET cell = 'b' WHERE org_id = $1", [arrived]);
  await b.query("UPDATE organizations SET moved_to = 'a' WHERE org_id = $1", [left]);
  await platform.query("UPDATE organization_registry SET cell = 'a' WHERE org_id = $1", [left]);
  const person = randomUUIDv7();
  await platform.query("INSERT INTO memberships VALUES ($1, $2, 'member', now())", [person, kept]);
  await platform.query("INSERT INTO signup_credits VALUES ($1, $2, $3, now())", [Buffer.alloc(32), person, kept]);
  await platform.query("INSERT INTO gateway_payments VALUES ('pi_lost', $1, $2, now())", [kept, randomUUIDv7()]);
  await (await cells.owner("platform")).query("DELETE FROM organization_registry WHERE org_id = $1", [stray]);
  const heads = writeHeads(kept, 3);

  await backup.restore();
  await vi.waitFor(() => expect(serves(running, kept)).rejects.toMatchObject(REFUSED));
  await serves(running, inA);
  const fresh = await aProcess();
  await expect(serves(fresh, kept)).rejects.toMatchObject(REFUSED);
  await serves(fresh, inA);
  await expect(reporter.report(cellB)).rejects.toMatchObject({ reason: "unavailable" });

  const found = await scrip("cells", "reconcile", "b", "--heads", heads, "--json");
  expect(found.code).toBe(1);
  const listed = {
    cell: "b",
    refused: expect.stringContaining("it was restored"),
    organizations: 2,
    missing: [`org_${late}`],
    arrivals: [{ org: `org_${arrived}`, from: "a", seq: 0, has: null }],
    broughtBack: [],
    unregistered: [`org_${stray}`],
    departures: [{ org: `org_${left}`, to: "a" }],
    claims: {
      payments: [{ org: `org_${kept}`, id: "pi_lost" }],
      redemptions: [],
      documents: [],
      signupCredits: [{ org: `org_${kept}`, id: person }],
      members: [{ org: `org_${kept}`, id: person }],
    },
    formerMembers: [{ org: `org_${kept}`, personId: gone }],
    entries: [{ org: `org_${kept}`, from: 2, to: 3 }],
    away: [],
  };
  expect(JSON.parse(found.out)).toEqual({ ...listed, accepted: false, epoch: 1, listedEpoch: 2 });
  await expect(serves(running, kept), "nothing was changed").rejects.toMatchObject(REFUSED);

  const accepted = await scrip("cells", "reconcile", "b", "--accept");
  expect(accepted).toMatchObject({
    code: 0,
    out: expect.stringContaining("The cell was accepted with the epoch 1002."),
  });
  for (const line of [
    `  org_${late}`,
    `  org_${left}: it lives in the cell a`,
    `  pi_lost of org_${kept}`,
    `  ${gone} of org_${kept}`,
    `  org_${arrived}: with its entries up to 0, from the archive in the cell a`,
  ])
    expect(accepted.out).toContain(line);
  for (const each of [running, fresh]) await vi.waitFor(() => serves(each, kept));
  await credit(running, kept);
  expect(await platform.query("SELECT restore_why FROM charging")).toEqual([
    { restore_why: "The cell b was restored." },
  ]);
  expect(await b.query("SELECT moved_to FROM organizations WHERE org_id = $1", [left])).toEqual([{ moved_to: "a" }]);
  expect(await b.query("SELECT person_id FROM members WHERE org_id = $1", [kept])).toEqual([{ person_id: known }]);
  await vi.waitFor(() => reporter.report(cellB));
  expect(JSON.parse((await scrip("cells", "reconcile", "b", "--json")).out)).toMatchObject({
    refused: null,
    entries: null,
  });
});

it("says what is wrong with the command", async () => {
  expect(await scrip("cells", "reconcile", "c")).toEqual({ code: 2, out: "SCRIP_CELLS has no address of the cell c." });
});
