import { randomUUIDv7 } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServiceKey } from "@scrip/db/access";
import { openLedger } from "@scrip/db/ledger";
import { anOrganization, testDatabase } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { priceBook } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "scrip-heads-"));
const file = (name: string) => join(folder, name);
const ledger = openLedger({
  url: database.urls.app,
  books: { ensure: async () => {}, book: (version) => priceBook(version, tiered) },
});
const organizations: string[] = [];
let since = "";

beforeAll(async () => {
  const app = await database.open("app");
  for (let count = 0; count < 2; count += 1)
    organizations.push((await anOrganization(app, { catalog: catalogText(tiered) })).orgId);
  for (const orgId of organizations) await addCredit(orgId);
  since = new Date().toISOString();
  await scrip("signing-key", file("key"), "--json");
  await scrip("verify", "--sign", file("first"), "--key", file("key"));
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

async function addCredit(orgId: string): Promise<void> {
  const id = randomUUIDv7();
  const businessKey = randomUUIDv7();
  const grant = { kind: "issueGrant", source: "purchase", grantKind: "paid", amount: usd("5.00") } as const;
  const terms = { effectiveAt: null, expiresAt: null, businessKey, actor: { type: "system", id: null } } as const;
  expect(await ledger.submit({ ...grant, ...terms, orgId, id }, id)).toMatchObject({ ok: true });
}

/** Sends a command that is refused and recorded under the key `refused`. */
async function refuse(orgId: string): Promise<void> {
  const labels = { resource: null, project: null, member: null, actor: { type: "system", id: null } } as const;
  const charge = { kind: "charge", amount: usd("1000.00"), onShortfall: "refuse", orgId, id: randomUUIDv7() } as const;
  expect(await ledger.submit({ ...charge, ...labels }, "refused")).toMatchObject({ ok: false });
}

/** Runs a command. The environment has the database and the public key. */
async function scrip(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(args, {
    env: readEnv({ DATABASE_URL: database.ownerUrl, SCRIP_SIGNING_KEY_FILE: file("key.pub") }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

describe("scrip signing-key", () => {
  it("makes a private key that only its owner can read, and never overwrites a file", async () => {
    expect(statSync(file("key")).mode & 0o777).toBe(0o600);
    expect(readFileSync(file("key.pub"), "utf8")).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    const before = readFileSync(file("key"), "utf8");
    expect(await scrip("signing-key", file("key"))).toMatchObject({
      code: 2,
      notes: expect.stringContaining("already"),
    });
    expect(readFileSync(file("key"), "utf8")).toBe(before);
  });
});

describe("scrip verify --sign, --against and --since", () => {
  it("L11 finds the signed heads again after more entries", async () => {
    for (const orgId of organizations) await addCredit(orgId);
    const { code, out, notes } = await scrip("verify", "--against", file("first"), "--json");
    expect([code, notes]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      organizations: 2,
      entries: 4,
      since: null,
      signed: null,
      findings: [],
      against: { file: file("first"), heads: 2 },
    });
    const again = await scrip("verify", "--against", file("first"), "--sign", file("second"), "--key", file("key"));
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/has changed\.\n2 heads are in/) });
  });

  it("checks only the entries since an instant or a list, and says so", async () => {
    for (const when of [since, file("first")]) {
      const { code, out } = await scrip("verify", "--since", when, "--json");
      expect([code, JSON.parse(out)]).toMatchObject([0, { ok: true, entries: 2, since: when }]);
    }
    const { out } = await scrip("verify", "--since", since);
    expect(out).toContain("Earlier entries were summed as stored, not checked one by one.");
  });

  it("compares the organizations of --org, and counts those that are not in the list", async () => {
    const newer = (await anOrganization(await database.open("app"), { catalog: catalogText(tiered) })).orgId;
    const [first] = organizations;
    const one = await scrip("verify", "--against", file("first"), "--org", `org_${first}`, "--json");
    expect([one.code, JSON.parse(one.out)]).toMatchObject([0, { organizations: 1, against: { heads: 1 } }]);
    const { code, out } = await scrip("verify", "--against", file("first"));
    expect([code, out]).toMatchObject([0, expect.stringContaining("; 1 organizations are not in it.")]);
    expect((await scrip("verify", "--org", `org_${newer}`)).code).toBe(0);
  });

  it("refuses a list that is damaged, forged or signed with another key", async () => {
    const text = readFileSync(file("first"), "utf8");
    expect((await scrip("signing-key", file("other"))).code).toBe(0);
    writeFileSync(
      file("damaged"),
      text.replace(/ 1 [0-9a-f]/, (digits) => (digits.endsWith("0") ? " 1 1" : " 1 0")),
    );
    writeFileSync(file("cut"), text.slice(0, -20));
    writeFileSync(file("nonsense"), "hello");
    for (const [args, message] of [
      [["--against", file("damaged")], "changed after it was signed"],
      [["--since", file("damaged")], "changed after it was signed"],
      [["--against", file("cut")], "cut off"],
      [["--against", file("nonsense")], "not that of a list of heads"],
      [["--against", file("nowhere")], "there is no such file"],
      [["--since", "yesterday"], "there is no such file"],
      [["--against", file("first"), "--key", file("other.pub")], "was signed with the key"],
      [["--against", file("first"), "--key", file("first")], "not an Ed25519 key"],
      [["--sign", file("third")], "needs the private key"],
      [["--sign", file("first"), "--key", file("key")], "already"],
      [["--sign", file("no/folder"), "--key", file("key")], "cannot be written"],
      [["--sign", file("third"), "--key", file("key"), "--since", since], "leave one of them out"],
      [["--against", file("first"), "--since", since], "continues from them"],
    ] as const)
      expect(await scrip("verify", ...args)).toMatchObject({
        code: 2,
        out: "",
        notes: expect.stringContaining(message),
      });
  });

  it("L13 L28 names a key without an entry, a registration and a service key that were changed", async () => {
    const [orgId = ""] = organizations;
    const owner = await database.open("owner");
    const { id } = await createServiceKey(owner.platform, {
      name: "lab",
      owner: "tests",
      orgId,
      orgIds: null,
      scopes: ["ledger:read"],
      expiresAt: null,
    });
    await refuse(orgId);
    await addCredit(orgId);
    await scrip("verify", "--sign", file("beside"), "--key", file("key"));
    expect(readFileSync(file("beside"), "utf8")).toMatch(
      new RegExp(`^scrip.heads/3 .* 1\n(org_.*\n)+key_${id} [0-9a-f]{64} -\nplatform_audit .*\ned25519 `),
    );
    expect(await scrip("verify", "--against", file("beside"))).toMatchObject({ code: 0 });
    const change = (...statements: string[]) =>
      owner.transaction(async (manager) => {
        await manager.query("SET LOCAL session_replication_role = replica");
        for (const statement of statements) await manager.query(statement);
      });
    await change(
      `UPDATE idempotency_keys SET key = 'another' WHERE org_id = '${orgId}'`,
      `UPDATE organization_registry SET owner = 'thief' WHERE org_id = '${orgId}'`,
      `UPDATE service_keys SET scopes = '{holds:write}' WHERE id = '${id}'`,
    );
    expect((await scrip("verify")).code).toBe(0);
    const { code, out } = await scrip("verify", "--against", file("beside"), "--json");
    expect([code, JSON.parse(out).findings]).toMatchObject([
      1,
      [
        { invariant: "L13", org: `org_${orgId}`, rows: [`keys of organization ${orgId}`] },
        { invariant: "L13", org: `org_${orgId}`, rows: [`registered organization ${orgId}`] },
        { invariant: "L28", org: null, rows: [`service key ${id}`] },
      ],
    ]);
    const one = await scrip("verify", "--against", file("beside"), "--org", `org_${organizations[1]}`);
    expect(one.code).toBe(0);
    await change(
      `UPDATE idempotency_keys SET key = 'refused' WHERE org_id = '${orgId}'`,
      `UPDATE organization_registry SET owner = 'tests' WHERE org_id = '${orgId}'`,
      `UPDATE service_keys SET scopes = '{ledger:read}' WHERE id = '${id}'`,
    );
    expect((await scrip("verify", "--against", file("beside"))).code).toBe(0);
  });

  it("exits with 1 if a signed head is gone, and signs nothing", async () => {
    const owner = await database.open("owner");
    const [, second] = organizations;
    // The owner of the database can disable triggers and rewrite the hash of the last entry.
    await owner.transaction(async (manager) => {
      await manager.query("SET LOCAL session_replication_role = replica");
      await manager.query("UPDATE entries SET hash = decode(repeat('ab', 32), 'hex') WHERE org_id = $1 AND seq = 1", [
        second,
      ]);
    });
    const args = ["--against", file("first"), "--sign", file("third"), "--key", file("key"), "--json"];
    const { code, out, notes } = await scrip("verify", ...args);
    expect(code).toBe(1);
    const { findings, signed } = JSON.parse(out);
    const names = new Set(
      findings.map(({ invariant, org }: { invariant: string; org: string }) => `${invariant} ${org}`),
    );
    expect(names).toEqual(new Set([`L9 org_${second}`, `L11 org_${second}`]));
    expect([signed, notes]).toEqual([null, `Nothing was signed: ${file("third")} was not written.`]);
    expect(() => statSync(file("third"))).toThrow("ENOENT");
  });
});
