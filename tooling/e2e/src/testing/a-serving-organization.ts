import type { OrganizationClient } from "@scrip/client";
import type { Tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import type { Server } from "./a-server.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A Monday in a month of 31 days. */
const BEGIN = Date.UTC(2026, 0, 5, 12);

export interface ServingOrganization {
  readonly client: OrganizationClient<Tiered>;
  /** `org_…` */
  readonly org: string;
  /** The path of a page of the organization, such as `at("/endpoints")`. */
  readonly at: (page?: string) => string;
}

/**
 * Creates an organization on a test clock that stores volumes for three days and runs an endpoint. `datasets` grew to 310 GB
 * and `notes` has 40 GB, so 250 GB are above the included 100. `chat` runs on one H100 for ten minutes.
 */
export async function aServingOrganization(server: Server, name?: string): Promise<ServingOrganization> {
  const named = name === undefined ? {} : { name };
  const client = await server.newOrganization({ testClock: new Date(BEGIN), ...named });
  const passes = (ms: number) => client.clocks.advance({ to: new Date(BEGIN + ms) });
  await client.grants.create({ source: "purchase", amount: usd("50.00") });
  await client.storage.set({ volume: "datasets", gb: "250", project: "vision", member: "ada" });
  await passes(DAY_MS);
  await client.storage.set({ volume: "datasets", gb: "310" });
  await client.storage.set({ volume: "notes", gb: "40" });
  await passes(3 * DAY_MS);
  await client.endpoints.start({ endpoint: "chat", resource: "gpu.h100-80gb", project: "helpdesk", member: "ben" });
  await passes(3 * DAY_MS + HOUR_MS / 6);
  const { org } = client;
  return { client, org, at: (page = "") => `/o/${org}${page}` };
}
