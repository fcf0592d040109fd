import { createClient } from "@scrip/client";
import { addCell, addFirstCell } from "@scrip/db/boot";
import { moveOrganization } from "@scrip/db/cells/move";
import { cloneTemplate } from "@scrip/db/testing";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { aPage, aServer } from "./testing/index.ts";

const MOVES = 10;
const CALLERS = 64;

/** The server of before: one database, and no cells. */
const server = await aServer();

/** Makes the present database the cell `a`, and another one the cell `b`. @returns the owner's addresses */
async function twoCells(): Promise<ReadonlyMap<string, string>> {
  const { ownerUrl } = server;
  const { ownerUrl: other, drop } = await cloneTemplate(ownerUrl, "template1");
  afterAll(drop);
  await addFirstCell({ name: "a", platformUrl: ownerUrl });
  await addCell({ name: "b", platformUrl: ownerUrl, given: {} }, other);
  return new Map([
    ["a", ownerUrl],
    ["b", other],
  ]);
}

const withoutLogin = (url: string): string => Object.assign(new URL(url), { username: "", password: "" }).href;

it("a browser watches an organization that is charged and moved ten times, and shows every charge", async () => {
  const organization = await server.newOrganization();
  await organization.grants.create({ source: "purchase", amount: 1_000_000_000n });
  const cellUrls = await twoCells();
  const SCRIP_CELLS = [...cellUrls].map(([name, url]) => `${name}=${withoutLogin(url)}`).join(",");
  const pages = await server.anotherApi({ SCRIP_CELLS });
  const services = await server.anotherApi({ SCRIP_CELLS });
  const client = createClient({ url: services.url, key: server.key }).organization(organization.org);
  const { page } = await aPage(pages, { reducedMotion: true });
  await page.goto(`/o/${organization.org}`);
  await chip(page, "Live").waitFor();
  const loaded = await loadedAt(page);

  let isMoving = true;
  const acknowledged = new Set<string>();
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; isMoving; n += 1) {
      const idempotencyKey = `charge-${caller}-${n}`;
      await client.charges.create({ amount: 1n, idempotencyKey });
      acknowledged.add(idempotencyKey);
    }
  });
  const standstills: number[] = [];
  for (let move = 0; move < MOVES; move += 1) {
    const before = acknowledged.size;
    const to = move % 2 === 0 ? "b" : "a";
    const { standstillMs } = await moveOrganization(
      { platformUrl: server.ownerUrl, cellUrls },
      { orgId: organization.org.slice("org_".length), to },
    );
    standstills.push(Math.round(standstillMs ?? 0));
    await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before);
  }
  isMoving = false;
  await Promise.all(callers);

  const { available } = await client.balance.get();
  expect(available).toBe(1_000_000_000n - BigInt(acknowledged.size));
  // The same keys again change nothing: each charge is stored once.
  for (const idempotencyKey of [...acknowledged].slice(-CALLERS))
    await client.charges.create({ amount: 1n, idempotencyKey });
  expect((await client.balance.get()).available).toBe(available);
  await expect.poll(() => shownBalance(page)).toBe(usd(available));
  await chip(page, "Live").waitFor();
  expect(await loadedAt(page)).toBe(loaded);
  console.info(`${acknowledged.size} charges, standstills of ${standstills.join(", ")} ms`);
}, 300_000);

const chip = (page: Page, state: string | RegExp) =>
  page.getByRole("banner").getByRole("link", { name: "Available" }).filter({ hasText: state });

async function shownBalance(page: Page): Promise<string | undefined> {
  return /\$[\d,.]+\d/.exec((await chip(page, /./).textContent()) ?? "")?.[0];
}

/** The time at which the page was loaded. A reload changes it. */
const loadedAt = (page: Page) => page.evaluate(() => performance.timeOrigin);

/** Available credit as the page shows it: rounded down to the cent. */
function usd(micros: bigint): string {
  const cents = micros / 10_000n;
  return `$${cents / 100n}.${`${cents % 100n}`.padStart(2, "0")}`;
}
