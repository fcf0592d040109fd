import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createClient } from "@scrip/client";
import { createServiceKey } from "@scrip/db/access";
import { freePort, testDatabase } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { afterAll, expect, it } from "vitest";
import { startApi } from "./testing/processes.ts";

const database = await testDatabase();
const port = await freePort();
const env = { APP_DATABASE_URL: database.urls.app, VERIFY_DATABASE_URL: database.urls.verify };
const api = await startApi(port, { ...env, SCRIP_METRICS_PORT: "0" });
afterAll(() => api.kill());

it("C7 returns the credit that a killed service held, once its hold expires and once its job has been silent", async () => {
  const scopes = SCOPES;
  const holderKey = { name: "holder", owner: "tests", orgId: null, orgIds: null, scopes, expiresAt: null };
  const { key } = await createServiceKey((await database.open("owner")).platform, holderKey);
  const url = `http://127.0.0.1:${port}`;
  const client = createClient({ url, key });
  const { org } = await client.organizations.create({ name: "Holder", testClock: "2026-01-01T00:00:00Z" });
  const acme = client.organization(org);
  await acme.grants.create({ source: "purchase", amount: 500_000_000n });

  const program = fileURLToPath(new URL("./testing/holder.fixture.ts", import.meta.url));
  const holder = spawn(process.execPath, [program, url, key, org], { stdio: ["ignore", "pipe", "inherit"] });
  expect(String((await once(holder.stdout, "data"))[0])).toBe("holding\n");
  holder.kill("SIGKILL");
  expect((await once(holder, "exit"))[1]).toBe("SIGKILL");

  const reserved = async () => (await acme.balance.get()).reserved;
  expect(await reserved()).toBe(78_990_000n);
  await acme.clocks.advance({ to: "2026-01-01T00:00:59.999Z" });
  expect(await reserved()).toBe(78_990_000n);
  expect(await acme.clocks.advance({ to: "2026-01-01T00:01:00Z" })).toMatchObject({ ran: 1 });
  expect(await reserved()).toBe(3_990_000n);
  // The job's hold expires half an hour after the declared end of its epoch.
  await acme.clocks.advance({ to: "2026-01-01T01:29:59.999Z" });
  expect(await reserved()).toBe(3_990_000n);
  await acme.clocks.advance({ to: "2026-01-01T01:30:00Z" });
  expect(await acme.balance.get()).toMatchObject({ available: 500_000_000n, reserved: 0n, owed: 0n });
  expect(await acme.jobs.get({ job: "run" })).toMatchObject({ state: "silent" });
  expect(await acme.ledger.verify()).toMatchObject({ ok: true });
});
