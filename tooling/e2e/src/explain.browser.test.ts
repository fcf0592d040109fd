import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  aPage,
  aServingOrganization,
  aWorkingOrganization,
  entriesOf,
  expectAccessible,
  theServer,
} from "./testing/index.ts";

const server = theServer();
const { at, client, org } = await aWorkingOrganization(server);

it("an amount opens its explanation: the calculated price, the payers, balances, cause and the ledger's hash", async () => {
  const { page } = await aPage(server);
  await page.goto(at("/jobs/nightly-vision"));
  const amounts = page.getByRole("table", { name: "Epochs" }).getByRole("link", { name: /^\$7\.98 ?, explain$/ });
  await amounts.first().click();
  const entry = await entryOfLastSettle();
  const drawer = page.getByRole("dialog", { name: `Entry ${entry.seq}` });
  await drawer.getByRole("heading", { name: "How the price is made" }).waitFor();

  // $3.99 an hour on two units, for two hours. The first hour was charged before.
  expect(await lines(drawer.getByRole("table", { name: "How the price is made" }))).toEqual([
    ["Rate per unit and hour", "$3.99"],
    ["×Units", "2"],
    ["×Billed time of the job so farof which this usage covers 1 h", "2 h"],
    ["=Exactly", "$15.960000"],
    ["Rounded down to the micro-dollar", "$15.960000"],
    ["−Used before", "$7.980000"],
    ["=This usage", "$7.980000"],
  ]);
  const paid = entry.postings.filter(({ to }) => to === "spent");
  expect(paid.length).toBeGreaterThan(0);
  const said = await lines(drawer.getByRole("table", { name: "Paid by" }));
  expect(said.slice(0, paid.length).map(([, amount]) => amount)).toEqual(paid.map(({ amount }) => exact(amount)));
  const before = (await client.entries.list({ after: entry.seq - 2, limit: 1 })).entries[0];
  expect(await lines(drawer.getByRole("table", { name: "Balance before and after" }))).toEqual(
    [
      ["Available", before?.balance.available, entry.balance.available],
      ["+On hold", before?.balance.reserved, entry.balance.reserved],
      ["−Owed", before?.balance.owed, entry.balance.owed],
      ["=Balance", total(before?.balance), total(entry.balance)],
    ].map(([name, ...amounts]) => [name, ...amounts.map((amount) => exact(amount as bigint))]),
  );
  for (const proof of [entry.hash, before?.hash ?? "no entry", entry.cause])
    await drawer.getByText(proof, { exact: true }).waitFor();
  await expectAccessible(page);
});

it("the link of an explanation shows the same in a new page, and closing it shows the page below", async () => {
  const entry = await entryOfLastSettle();
  const { page, context } = await aPage(server);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(at("/activity"));
  const name = `Entry ${entry.seq}`;
  await row(page, entry.seq).click();
  await page.getByRole("dialog", { name }).getByText(entry.hash, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Copy the link to this entry" }).click();
  await page.getByRole("status").filter({ hasText: "Copied" }).waitFor({ state: "attached" });
  const link = await page.evaluate<string>("navigator.clipboard.readText()");
  expect(link).toBe(`${server.url}${at("/activity")}?entry=${entry.seq}`);

  const other = await context.newPage();
  await other.goto(link);
  await other.getByRole("dialog", { name }).getByText(entry.hash, { exact: true }).waitFor();
  expect(await other.getByRole("dialog").getByRole("article").textContent()).toBe(
    await page.getByRole("dialog").getByRole("article").textContent(),
  );
  await other.keyboard.press("Escape");
  await other.getByRole("dialog").waitFor({ state: "detached" });
  expect(other.url()).toBe(`${server.url}${at("/activity")}`);
});

it("Esc and back close the drawer, forward opens it again, and the focus returns to the link that opened it", async () => {
  const entry = await entryOfLastSettle();
  const { page } = await aPage(server);
  await page.goto(at("/activity"));
  const dialog = page.getByRole("dialog", { name: `Entry ${entry.seq}` });
  const link = row(page, entry.seq);
  const isFocused = () => link.evaluate((element) => element === document.activeElement);
  const paths = {
    closed: `${server.url}${at("/activity")}`,
    open: `${server.url}${at("/activity")}?entry=${entry.seq}`,
  };

  await link.press("Enter");
  await dialog.getByText(entry.hash).waitFor();
  expect(page.url()).toBe(paths.open);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(page.url()).toBe(paths.closed);
  await expect.poll(isFocused).toBe(true);

  await link.press("Enter");
  await dialog.getByText(entry.hash).waitFor();
  await page.goBack();
  await dialog.waitFor({ state: "detached" });
  expect(page.url()).toBe(paths.closed);
  await expect.poll(isFocused).toBe(true);
  await page.goForward();
  await dialog.getByText(entry.hash).waitFor();
});

it("after a reload, Esc still returns to the page that opened the drawer", async () => {
  const entry = await entryOfLastSettle();
  const { page } = await aPage(server);
  await page.goto(at("/jobs"));
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Activity" }).click();
  const dialog = page.getByRole("dialog", { name: `Entry ${entry.seq}` });
  await row(page, entry.seq).press("Enter");
  await dialog.getByText(entry.hash).waitFor();
  await page.reload();
  await dialog.getByText(entry.hash).waitFor();

  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(page.url()).toBe(`${server.url}${at("/activity")}`);
  // The page is one step further back. If the drawer had rewritten a history entry, that entry would come first.
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Jobs", exact: true }).waitFor();
  expect(page.url()).toBe(`${server.url}${at("/jobs")}`);
});

it("Esc closes a drawer that the address opened, also after a click on a link inside it", async () => {
  const entry = await entryOfLastSettle();
  const { page } = await aPage(server);
  await page.goto(at(`/activity?entry=${entry.seq}`));
  await page.getByRole("table", { name: "Paid by" }).getByRole("link").first().click();
  const story = page.getByRole("dialog", { name: "Where this credit went" });
  await story.getByRole("heading", { name: "Terms" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(page.url()).toBe(`${server.url}${at("/activity")}`);
});

it("an entry that does not exist, and one that is not a number, show no broken page", async () => {
  const { page } = await aPage(server, { expected: [/^console: Failed to load resource: .* 404 /] });
  await page.goto(at("/activity?entry=99999"));
  await page.getByRole("dialog").getByText("There is no entry 99,999").waitFor();
  await page.goto(at("/activity?entry=abc"));
  await page.getByRole("table", { name: "Credit history" }).waitFor();
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
});

it("a charge of storage, of an endpoint and of an export says how its price is made", async () => {
  const serving = await aServingOrganization(server);
  const event = { source: "registry", id: "export-1", resource: "export", quantity: "3" } as const;
  await serving.client.usage.report({ events: [event] });
  const charged = (await entriesOf(serving.client)).filter(({ kind }) => kind === "charged");
  const { page } = await aPage(server);
  const priceOf = async (place: number) => {
    await page.goto(serving.at(`/activity?entry=${charged.at(place)?.seq}`));
    const table = page.getByRole("table", { name: "How the price is made" });
    await table.waitFor();
    return lines(table);
  };
  // 150 GB above the included 100 from noon to midnight, a 62nd of January, at $0.03.
  expect(await priceOf(0)).toEqual([
    ["Rate per GB and month", "$0.03"],
    ["×Above the included amount, in the month so far", "2.419354 GB-months"],
    ["=Exactly", "$0.072580645161"],
    ["Rounded down to the micro-dollar", "$0.072580"],
    ["−Used before", "$0.000000"],
    ["=This usage", "$0.072580"],
  ]);
  // Five minutes of an H100 at $3.99 an hour.
  expect(await priceOf(-2)).toEqual([
    ["Rate per unit and hour", "$3.99"],
    ["×Units", "1"],
    ["×Time that it ran", "5 min"],
    ["=Exactly", "$0.332500"],
    ["Rounded downwhat rounding leaves counts in the next charge"],
    ["=This usage", "$0.332500"],
  ]);
  expect(await priceOf(-1)).toEqual([
    ["Rate each", "$0.05"],
    ["×Quantity", "3 pieces"],
    ["=Exactly", "$0.150000"],
    ["Rounded down to the micro-dollar", "$0.150000"],
    ["−Used before", "$0.000000"],
    ["=This usage", "$0.150000"],
  ]);
  await expectAccessible(page);
});

/** The entry that charged the last settled hour of the job `nightly-vision`. */
async function entryOfLastSettle() {
  const entries = await entriesOf(client);
  const entry = entries.findLast(
    ({ kind, postings }) => kind === "settled" && postings.some(({ to }) => to === "spent"),
  );
  if (entry === undefined) throw new Error(`${org} has no settle`);
  return entry;
}

/** The link of an entry's row in the history. */
const row = (page: Page, seq: number) => page.locator(`[data-row-link][href$="entry=${seq}"]`);

/** The rows of a table of figures as text, without text that only assistive technology reads. */
const lines = (table: ReturnType<Page["locator"]>) =>
  table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll("th, td")].map((cell) => {
        const copy = cell.cloneNode(true);
        for (const hidden of copy.querySelectorAll(".sr-only")) hidden.remove();
        return copy.textContent;
      }),
    ),
  );

const total = (balance: { available: bigint; reserved: bigint; owed: bigint } | undefined): bigint =>
  balance === undefined ? -1n : balance.available + balance.reserved - balance.owed;

/** An amount exact to the micro-dollar, with at least two decimals. */
function exact(micros: bigint): string {
  const decimals = `${micros % 1_000_000n}`.padStart(6, "0").replace(/0{1,4}$/, "");
  return `$${micros / 1_000_000n}.${decimals}`;
}
