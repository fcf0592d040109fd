import { randomUUIDv7 } from "node:crypto";
import { createTestPerson, openTestSession, TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { openBrowser } from "@scrip/browser";
import type { Measured } from "../bench.ts";
import { openAccounts } from "../ledger/accounts.ts";
import { type ApiProcess, startApi } from "../ledger/api-process.ts";
import { asOwner, type BenchDatabase, startBenchServer } from "../ledger/bench-server.ts";
import { loadHistory } from "../ledger/history.ts";
import { verified } from "../ledger/verified.ts";
import { type OpenPage, openPages } from "./open-page.ts";
import { buildPages } from "./pages.ts";

/** The number of running jobs, so that the pages are as full as those of a busy organization. */
const JOBS = 20;
const ENTRIES = 100_000;

/** The environment of the measures: a complete Scrip with an organization of 100,000 entries, and a browser. */
export interface WebBench {
  readonly rounds: number;
  readonly quick: boolean;
  readonly say: (line: string) => void;
  readonly api: ApiProcess;
  /** The folder of the served build. */
  readonly dir: string;
  /** `org_…` */
  readonly org: string;
  /** The names of the running jobs. */
  readonly jobs: readonly string[];
  readonly openPage: OpenPage;
}

/** A measure of the pages. It returns one or more lines of the table. */
export interface WebMeasure {
  readonly id: string;
  readonly title: string;
  readonly run: (bench: WebBench) => Promise<Measured[]>;
}

/** Starts the environment. `close` also verifies the ledger that the pages worked on. */
export async function openWebBench(
  options: Pick<WebBench, "rounds" | "quick" | "say">,
): Promise<{ bench: WebBench; postgres: string; close: () => Promise<void> }> {
  const { say } = options;
  const undo: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    say("building the pages");
    const { dir, remove } = await buildPages();
    undo.push(remove);
    say("starting PostgreSQL");
    const server = await startBenchServer();
    undo.push(server.close);
    const accounts = await openAccounts(server, 1);
    say(`loading ${ENTRIES} entries`);
    // The hot organization, which this bench uses, gets half of the loaded entries.
    await loadHistory(accounts.seeded, { ...accounts, many: [] }, 2 * ENTRIES, say);
    await register(accounts.seeded, accounts.hot);
    const cookie = await signIn(accounts.seeded, accounts.hot);
    const api = await startApi(accounts.seeded, { SCRIP_WEB_DIR: dir, SCRIP_AUTH_SECRET: TEST_SECRET });
    const org = `org_${accounts.hot}`;
    const jobs = await startJobs(api, org);
    undo.push(() => verifyLast(accounts.seeded, say), api.stop);
    const opened = await openBrowser();
    undo.push(() => opened.close());
    const bench = { ...options, api, dir, org, jobs, openPage: openPages(opened.browser, { url: api.url, cookie }) };
    return { bench, postgres: server.version, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Registers the organization, so that it is in the list of organizations to choose from. */
async function register(database: BenchDatabase, orgId: string): Promise<void> {
  const sql = `INSERT INTO organization_registry (owner, name, creation_key, payload_hash, org_id, catalog_version, plan)
    VALUES ('bench', 'Bench', 'bench', decode(repeat('00', 32), 'hex'), $1, 1, 'free')`;
  await asOwner(database, (owner) => owner.query(sql, [orgId]));
}

/** Makes a person the owner of the organization. @returns the cookie of the person's browser */
async function signIn(database: BenchDatabase, orgId: string): Promise<string> {
  return asOwner(database, async (owner) => {
    const { personId } = await createTestPerson(owner);
    await owner.query("INSERT INTO members (org_id, person_id, role, joined_at) VALUES ($1, $2, 'owner', now())", [
      orgId,
      personId,
    ]);
    await owner.query(
      "INSERT INTO memberships (person_id, org_id, state, claimed_at) VALUES ($1, $2, 'member', now())",
      [personId, orgId],
    );
    return openTestSession(owner, personId);
  });
}

async function startJobs(api: ApiProcess, org: string): Promise<string[]> {
  const client = api.client().organization(org);
  const names = Array.from({ length: JOBS }, (_, n) => `train-${n + 1}-${randomUUIDv7().slice(-6)}`);
  for (const [n, job] of names.entries()) {
    const labels = { project: `project-${n % 4}`, member: `member-${n % 6}` };
    await client.jobs.start({
      job,
      resource: "gpu.h100-80gb",
      unitsMilli: 100_000,
      ...labels,
      next: { untilMs: 60_000 },
    });
  }
  return names;
}

async function verifyLast(database: BenchDatabase, say: (line: string) => void): Promise<void> {
  const { entries } = await verified(database);
  say(`verify: nothing found in ${entries} entries`);
}
