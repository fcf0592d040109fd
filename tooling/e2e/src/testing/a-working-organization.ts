import type { Entry, OrganizationClient } from "@scrip/client";
import type { Tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import type { Server } from "./a-server.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The begin of the history: a Monday. */
const BEGIN = Date.UTC(2026, 0, 5, 9);

export interface WorkingOrganization {
  readonly client: OrganizationClient<Tiered>;
  /** `org_…` */
  readonly org: string;
  /** The path of a page of the organization, such as `at("/jobs")`. Without a page, the path of the overview. */
  readonly at: (page?: string) => string;
  /** The time of the test clock, in ms since 1970. */
  readonly now: number;
}

/**
 * Creates an organization on a test clock with a history of ten days, in which every kind of content occurs. Credit was
 * added, has expired and will expire. Jobs are running, paused, completed, failed and cancelled. One hold has no job
 * and one charge has no hold. `archive` is timed. `nightly-vision` runs on two H100: two hours are settled, and a third has passed.
 */
export async function aWorkingOrganization(server: Server, name?: string): Promise<WorkingOrganization> {
  const client = await server.newOrganization({ testClock: new Date(BEGIN), ...(name !== undefined && { name }) });
  const day = (days: number): Date => new Date(BEGIN + days * DAY_MS);
  const passes = async (days: number, hours = 0): Promise<void> => {
    await client.clocks.advance({ to: new Date(BEGIN + days * DAY_MS + hours * HOUR_MS) });
  };
  await client.grants.create({ source: "signup", amount: usd("5.00"), expiresAt: day(9) });
  await client.grants.create({ source: "plan", amount: usd("20.00"), expiresAt: day(12) });
  await client.grants.create({ source: "plan", amount: usd("20.00"), effectiveAt: day(12), expiresAt: day(42) });
  await client.grants.create({ source: "purchase", amount: usd("100.00") });
  const small = {
    resource: "gpu.rtx-4090",
    project: "field-notes",
    member: "ben",
    next: { untilMs: HOUR_MS },
  } as const;
  for (const job of ["notes-1", "notes-2", "notes-3", "notes-4"]) await client.jobs.start({ job, ...small });
  await passes(0, 1);
  await client.jobs.complete({ job: "notes-1", quantityMs: HOUR_MS });
  await client.jobs.cancel({ job: "notes-2", quantityMs: HOUR_MS / 2 });
  await client.jobs.fail({ job: "notes-3", quantityMs: HOUR_MS / 3, fault: "platform" });
  await client.jobs.settleEpoch({ job: "notes-4", quantityMs: HOUR_MS, next: null });
  await client.charges.create({ amount: 1_234_567n, project: "exports", member: "chen" });
  await passes(9, 12);
  await client.holds.place({ amount: usd("3.00") });
  const large = { resource: "gpu.h100-80gb", unitsMilli: 2000, project: "vision", member: "ada" } as const;
  await client.jobs.start({ job: "nightly-vision", ...large, next: { untilMs: HOUR_MS } });
  await client.jobs.start({ job: "archive", resource: "gpu.rtx-3090", mode: "timed", estimateMs: 6 * HOUR_MS });
  await passes(9, 13);
  await client.jobs.settleEpoch({ job: "nightly-vision", quantityMs: HOUR_MS, next: { untilMs: 2 * HOUR_MS } });
  await passes(9, 14);
  await client.jobs.settleEpoch({ job: "nightly-vision", quantityMs: 2 * HOUR_MS, next: { untilMs: 3 * HOUR_MS } });
  await passes(9, 15);
  const { org } = client;
  return { client, org, at: (page = "") => `/o/${org}${page}`, now: BEGIN + 9 * DAY_MS + 15 * HOUR_MS };
}

/** Every entry of the organization's ledger, oldest first. */
export async function entriesOf(client: OrganizationClient<Tiered>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of client.entries.all()) entries.push(entry);
  return entries;
}
