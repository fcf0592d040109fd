import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anOrganization, freePort, testDatabase } from "@scrip/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Finding } from "./doctor/finding.ts";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";
import { noteVerify } from "./verify/last-run.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const folder = mkdtempSync(join(tmpdir(), "scrip-doctor-"));
const api = createServer((_request, response) => response.end("{}")).listen(0, "127.0.0.1");
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true });
});

let origin = "";
beforeAll(() => {
  origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  noteVerify(folder, { at: Date.now(), ok: true });
});

/** Runs `scrip doctor`. @returns its exit code, and what it found by subject */
async function doctor(variables: NodeJS.ProcessEnv = {}) {
  const out: string[] = [];
  const given = { DATABASE_URL: database.ownerUrl, SCRIP_ORIGIN: origin, SCRIP_STATE_DIR: folder, ...variables };
  const code = await runProgram(["doctor", "--json"], {
    env: readEnv(given),
    out: (text) => out.push(text),
    note: () => {},
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  const { ok, findings } = JSON.parse(out.join("\n")) as { ok: boolean; findings: readonly Finding[] };
  const faults = findings.filter(({ state }) => state === "fault").map(({ about }) => about);
  return { code, ok, faults, of: (about: string) => findings.find((each) => each.about === about), findings };
}

it("finds nothing wrong on a database that works, except that nobody sweeps it and tests need no durability", async () => {
  const { code, faults, findings } = await doctor();
  expect([code, faults.filter((about) => about !== "durability")]).toEqual([1, ["worker"]]);
  for (const { says, advice, state } of findings) {
    expect(says).toMatch(/^[A-Z\d].*\.$/);
    expect([says, advice === null]).toEqual([says, state === "ok" || state === "skipped"]);
  }
  expect(JSON.stringify(findings)).not.toContain(
    decodeURIComponent(new URL(database.ownerUrl).password) || "no password",
  );
});

it("names each planted fault, and what to do about it", async () => {
  const { orgId } = await anOrganization(await database.open("app"));
  const due = "org_id, kind, ref_id, due_at, on_test_clock, tries, problem, parked_at";
  await owner.query(
    `INSERT INTO due (${due}) VALUES ($1, 'expire_grant', $1, now() - interval '1 h', false, 5, 'x', now()),
      ($1, 'expire_hold', $1, now() - interval '1 h', false, 0, NULL, NULL)`,
    [orgId],
  );
  await owner.query(`INSERT INTO gateway_events (id, type, livemode, object_id, customer, created_at, received_at, payload)
    VALUES ('evt_1', 'x', false, 'pi_1', NULL, now(), now() - interval '1 h', '{}')`);
  await owner.query("INSERT INTO platform_due (kind, ref, due_at) VALUES ('book_event', 'evt_1', now())");
  const key = join(folder, "key.pem");
  writeFileSync(key, "no key");
  noteVerify(folder, { at: Date.now(), ok: false });
  const smtp = `smtp://127.0.0.1:${await freePort()}`;
  const none = `http://127.0.0.1:${await freePort()}`;
  const { code, faults, of } = await doctor({
    SCRIP_SIGNING_KEY_FILE: key,
    SCRIP_SMTP_URL: smtp,
    SCRIP_ORIGIN: none,
  });
  expect(code).toBe(1);
  expect(faults.filter((about) => about !== "durability")).toEqual([
    "signing key",
    "last verify",
    "worker",
    "due work",
    "parked work",
    "events of Stripe",
    "API",
  ]);
  expect(of("parked work")).toMatchObject({
    says: "Failed five times: 1 expire_grant.",
    advice: expect.stringContaining("scrip due list"),
  });
  expect(of("due work")?.says).toBe("1 wait, the oldest for 60 min.");
  expect(of("mail server")).toMatchObject({ state: "warning" });
});

it("E12 names a schema of another version, and looks no further", async () => {
  const [{ migration }] = await owner.query("SELECT migration FROM serves_from");
  await owner.query("INSERT INTO migrations (timestamp, name) VALUES (9990000000000, 'Later9990000000000')");
  await owner.query("UPDATE serves_from SET migration = 'Later9990000000000'");
  const { faults, of } = await doctor();
  await owner.query("DELETE FROM migrations WHERE name = 'Later9990000000000'");
  await owner.query("UPDATE serves_from SET migration = $1", [migration]);
  expect(faults).toContain("schema");
  expect(of("schema")?.says).toContain("Later9990000000000");
  expect(of("due work")).toBeUndefined();
});

it("says that the database cannot be reached, without its password", async () => {
  const unreachable = new URL(database.ownerUrl);
  unreachable.port = `${await freePort()}`;
  const { code, of, findings } = await doctor({ DATABASE_URL: unreachable.href });
  expect([code, of("PostgreSQL")?.state]).toEqual([1, "fault"]);
  expect(of("PostgreSQL")?.says).toContain(unreachable.host);
  expect(JSON.stringify(findings)).not.toContain(unreachable.password || "no password");
});
