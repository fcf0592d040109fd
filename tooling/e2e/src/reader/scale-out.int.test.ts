import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@scrip/client";
import { createServiceKey } from "@scrip/db/access";
import { prepareDatabase } from "@scrip/db/boot";
import { roleUrls } from "@scrip/db/connection";
import { openDataSource, openHomes } from "@scrip/db/schema";
import { freePort, startOwnPostgres } from "@scrip/db/testing";
import { blocksOf } from "@scrip/docs/blocks";
import { SCOPES } from "@scrip/domain/access";
import { afterAll, expect, it, vi } from "vitest";
import { root } from "../testing/paths.ts";
import { type ServerProcess, startProcess } from "../testing/processes.ts";
import { sectionOf } from "./follow-page.ts";
import { Shell } from "./shell.ts";

// The commands and processes start slowly on a busy machine. Nothing here measures their time.
vi.setConfig({ testTimeout: 480_000, hookTimeout: 120_000 });

const PAGE = "docs/scale-out.md";
const SECRET = "an auth secret of this test, which nobody knows";

// A cell must be durable and has the roles of its server, so each has a server of its own.
const [one, two] = await Promise.all([startOwnPostgres(), startOwnPostgres()]);
const home = mkdtempSync(join(tmpdir(), "scrip-reader-"));
const port = await freePort();
const workerPort = await freePort();
const url = `http://127.0.0.1:${port}`;
const shell = new Shell(home, { ...process.env, DATABASE_URL: one.url, SCRIP_CELLS: "" });
let processes: ServerProcess[] = [];
afterAll(async () => {
  await stop();
  await Promise.all([one.stop(), two.stop()]);
  rmSync(home, { recursive: true, force: true });
});

const twoUrl = await shareLogin();
await prepareDatabase(one.url);
const owner = await openHomes({ organizations: one.url }, { applicationName: "test", poolSize: 1 });
const scopes = [...SCOPES];
const terms = { name: "tests", owner: "tests", orgId: null, orgIds: null, scopes, expiresAt: null };
const { key } = await createServiceKey(owner.platform, terms);
await owner.close();
const platform = createClient({ url, key });

it("a reader of the page turns one database with its history into two cells, and no total changes", async () => {
  const [nameFirst, setFirst, addSecond, setBoth] = commandsOf("Add the first cells");
  await start({});
  const orgs = await Promise.all(["one", "two"].map(anOrganization));
  let expected = await totals(orgs);
  const chargeAll = async (): Promise<void> => {
    for (const org of orgs) await charge(org);
    expected = expected.map((total) => ({ ...total, available: total.available - CHARGE }));
    expect(await totals(orgs)).toEqual(expected);
  };
  await follow(nameFirst);
  // The processes of before go on.
  await chargeAll();

  await follow(setFirst);
  await start({ SCRIP_CELLS: `a=${withoutLogin(one.url)}` });
  await chargeAll();
  await follow(addSecond);
  await chargeAll();

  expect(await follow(setBoth)).toMatch(/a \(first\)[^\n]*open[\s\S]*b [^\n]*open/);
  await start({ SCRIP_CELLS: `a=${withoutLogin(one.url)},b=${withoutLogin(twoUrl)}` });
  await chargeAll();
  const moved = await shell.run(`npm run -s scrip -- org move ${orgs[0]?.org ?? ""} b`);
  expect(moved).toContain("moved from a to b");
  expect(await totals(orgs)).toEqual(expected);
  await chargeAll();
  await shell.run("npm run -s scrip -- verify");
});

const CHARGE = 50_000n;

/** The commands of a section, block by block, with the addresses of the servers of this test. */
function commandsOf(heading: string): readonly string[] {
  const section = sectionOf(readFileSync(join(root, PAGE), "utf8"), heading);
  return blocksOf(section)
    .filter(({ marks }) => marks.run !== undefined)
    .map(({ text }) =>
      text
        .replaceAll("postgres://db-a.example.com:5432/scrip", withoutLogin(one.url))
        .replaceAll("postgres://db-b.example.com:5432/scrip", withoutLogin(twoUrl)),
    );
}

function follow(commands: string | undefined): Promise<string> {
  if (commands === undefined) throw new Error(`${PAGE} has fewer commands than this test follows.`);
  return shell.run(commands);
}

/** Restarts the API and the worker with these variables, as the page says. */
async function start(env: NodeJS.ProcessEnv): Promise<void> {
  await stop();
  const roles = roleUrls(one.url);
  const both = { SCRIP_AUTH_SECRET: SECRET, SCRIP_CELLS: "", ...env };
  const api = {
    APP_DATABASE_URL: roles.app,
    VERIFY_DATABASE_URL: roles.verify,
    HOST: "127.0.0.1",
    PORT: `${port}`,
    SCRIP_METRICS_PORT: "0",
    SCRIP_WEB_DIR: home,
  };
  const worker = { WORKER_DATABASE_URL: roles.worker, SCRIP_WORKER_PORT: `${workerPort}` };
  processes = await Promise.all([
    startProcess("apps/api/src/main.ts", { ...both, ...api }, `${url}/readyz`),
    startProcess("apps/worker/src/main.ts", { ...both, ...worker }, `http://127.0.0.1:${workerPort}/readyz`),
  ]);
}

async function stop(): Promise<void> {
  await Promise.all(processes.map((each) => each.stop()));
  processes = [];
}

async function anOrganization(name: string) {
  const { org } = await platform.organizations.create({ name });
  const organization = Object.assign(platform.organization(org), { org });
  await organization.grants.create({ source: "purchase", amount: 20_000_000n });
  for (let n = 0; n < 3; n += 1) await charge(organization);
  await organization.holds.place({ amount: 1_000_000n, ttlSeconds: 86_400 });
  return organization;
}

type Organization = Awaited<ReturnType<typeof anOrganization>>;

async function charge(organization: Organization): Promise<void> {
  await organization.charges.create({ amount: CHARGE, resource: "export" });
}

function totals(organizations: readonly Organization[]) {
  return Promise.all(
    organizations.map(async (organization) => {
      const { available, reserved, owed } = await organization.balance.get();
      return { available, reserved, owed };
    }),
  );
}

/** The owner has one login in every cell. @returns the address of the second server with the login of the first */
async function shareLogin(): Promise<string> {
  const login = new URL(one.url);
  const server = await openDataSource(two.url, { applicationName: "test", poolSize: 1 });
  await server.query(`ALTER ROLE ${login.username} PASSWORD '${decodeURIComponent(login.password)}'`);
  await server.destroy();
  const address = new URL(two.url);
  address.username = login.username;
  address.password = login.password;
  return address.href;
}

function withoutLogin(address: string): string {
  const without = new URL(address);
  without.username = "";
  without.password = "";
  return without.href;
}
