import { usd } from "@scrip/domain/money";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { aPage, entriesOf, expectAccessible, theServer } from "./testing/index.ts";

const server = theServer();
const BEGIN = Date.UTC(2026, 0, 5, 9);
const HOUR_MS = 3_600_000;

/** A charge of $5.00 on $1.00 that expires after an hour and $2.00 of purchased credit. Later $3.00 pay its debt. */
const client = await server.newOrganization({ testClock: new Date(BEGIN) });
await client.grants.create({ source: "signup", amount: usd("1.00"), expiresAt: new Date(BEGIN + HOUR_MS) });
await client.grants.create({ source: "purchase", amount: usd("2.00") });
await client.charges.create({ amount: usd("5.00"), onShortfall: "owe", resource: "gpu.l40s" });
await client.clocks.advance({ to: new Date(BEGIN + 2 * HOUR_MS) });
await client.grants.create({ source: "purchase", amount: usd("3.00") });
const [signup, bought, charged, late] = (await entriesOf(client)).map(({ cause }) => cause);
const at = (search: string): string => `/o/${client.org}/activity${search}`;

it("L6 a charge leads to the credit that paid it and its debt, and that credit leads back to the charge", async () => {
  const { page } = await aPage(server);
  await page.goto(at("?entry=3"));
  const debt = page.getByRole("table", { name: "What became of the debt" });
  expect(await lines(debt)).toEqual([
    [expect.stringMatching(/^purchasePaidpaid .*, entry 4$/), "$2.00"],
    ["Still owed", "$0.00"],
  ]);
  await expectAccessible(page);

  await debt.getByRole("link", { name: /^purchase/i }).click();
  const drawer = page.getByRole("dialog", { name: "Where this credit went" });
  await drawer.getByText(late ?? "", { exact: true }).waitFor();
  expect(await legend(drawer.getByRole("figure", { name: "Where the credit is" }))).toEqual([
    ["Remaining", "$1.00"],
    ["Used", "$2.00"],
  ]);
  expect((await lines(drawer.getByRole("table", { name: "What it paid" }))).map(([, amount]) => amount)).toEqual([
    "$2.00",
  ]);
  expect(page.url()).toBe(`${server.url}${at(`?grant=${late}`)}`);
  await expectAccessible(page);

  await drawer.getByRole("link", { name: "entry 3" }).click();
  await page
    .getByRole("dialog", { name: "Entry 3" })
    .getByText(charged ?? "", { exact: true })
    .waitFor();
  await page.goBack();
  await drawer.getByText(late ?? "", { exact: true }).waitFor();
});

it("L6 a job names the credit that paid it, and leads to that credit", async () => {
  const { page } = await aPage(server);
  const work = await server.newOrganization({ testClock: new Date(BEGIN) });
  await work.grants.create({ source: "signup", amount: usd("1.00"), expiresAt: new Date(BEGIN + 9 * HOUR_MS) });
  await work.grants.create({ source: "purchase", amount: usd("20.00") });
  await work.jobs.start({ job: "train", resource: "gpu.h100-80gb", next: { untilMs: HOUR_MS } });
  await work.clocks.advance({ to: new Date(BEGIN + HOUR_MS) });
  await work.jobs.complete({ job: "train", quantityMs: HOUR_MS });
  await page.goto(`/o/${work.org}/jobs/train`);
  const paidBy = page.getByRole("table", { name: "Paid by" });
  expect(await lines(paidBy)).toEqual([
    ["signupPromotional", "$1.00"],
    ["purchasePaid", "$2.99"],
    ["Used", "$3.99"],
  ]);
  await expectAccessible(page);
  await paidBy.getByRole("link", { name: /^signup/ }).click();
  const drawer = page.getByRole("dialog", { name: "Where this credit went" });
  expect((await lines(drawer.getByRole("table", { name: "What it paid" }))).map(([name]) => name)).toEqual([
    expect.stringMatching(/^train/),
  ]);
});

it("expired credit is shown as expired, and the page reports credit that does not exist", async () => {
  const { page } = await aPage(server, { expected: [/^console: Failed to load resource: .* 404 /] });
  await client.grants.create({ source: "code", amount: usd("4.00"), expiresAt: new Date(BEGIN + 3 * HOUR_MS) });
  await client.clocks.advance({ to: new Date(BEGIN + 3 * HOUR_MS) });
  const code = (await entriesOf(client)).findLast(({ kind }) => kind === "grant_issued")?.cause;
  await page.goto(at(`?grant=${code}`));
  const figure = page.getByRole("figure", { name: "Where the credit is" });
  await page.getByText("Nothing so far.").waitFor();
  expect(await legend(figure)).toEqual([
    ["Remaining", "$0.00"],
    ["Used", "$0.00"],
    ["Expired", "$4.00"],
  ]);
  await page.goto(at("?grant=grant_00000000-0000-7000-8000-000000000000"));
  await page.getByText("There is no such credit").waitFor();
});

it("L17 the balance of the past is shown after an entry or at an instant, and its link shows the same", async () => {
  const { page } = await aPage(server);
  await page.goto(at(""));
  await page.getByRole("link", { name: /^Balance at/ }).click();
  const drawer = page.getByRole("dialog", { name: "Balance at a point in time" });
  await drawer.getByText("Available then").waitFor();

  await drawer.getByLabel("Or entry").fill("2");
  await drawer.getByRole("button", { name: "Show" }).click();
  await drawer.getByText("after entry 2").waitFor();
  expect(page.url()).toBe(`${server.url}${at("?asOf=2")}`);
  expect(await lines(drawer.getByRole("table", { name: /^Credit then/ }))).toEqual([
    [expect.stringMatching(/^signup/), "$1.00", "$0.00"],
    [expect.stringMatching(/^purchase/), "$2.00", "$0.00"],
  ]);
  for (const grant of [signup, bought])
    await expect.poll(() => drawer.locator(`a[href$="grant=${grant}"]`).count()).toBe(1);
  await expectAccessible(page);

  // The browsers of tests use UTC. The charge of entry 3 has the same instant as the credit.
  await drawer.getByLabel("Date and time").fill("2026-01-05T09:59:59");
  await drawer.getByRole("button", { name: "Show" }).click();
  await drawer.getByText("after entry 3").waitFor();
  expect(page.url()).toBe(`${server.url}${at("?asOf=2026-01-05T09%3A59%3A59.000Z")}`);
  expect((await lines(drawer.getByRole("table", { name: /^Beside/ }))).map(([, amount]) => amount)).toEqual([
    "$0.00",
    "$0.00",
    "$2.00",
  ]);
  const said = await drawer.getByRole("article").textContent();
  await page.reload();
  await drawer.getByText("after entry 3").waitFor();
  await expect.poll(() => drawer.getByRole("article").textContent()).toBe(said);
});

it("a future time and an entry that does not exist show no broken page", async () => {
  const { page } = await aPage(server, { expected: [/^console: Failed to load resource: .* 40[04] /] });
  await page.goto(at("?asOf=2099-01-01T00:00:00.000Z"));
  await page.getByText("That time has not come yet").waitFor();
  await page.goto(at("?asOf=99999"));
  await page.getByText("There is no such entry").waitFor();
  // An address with an invalid point in time opens no drawer.
  await page.goto(at("?asOf=yesterday"));
  await page.getByRole("table", { name: "Credit history" }).waitFor();
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
});

/** The parts of a bar, by the names of its legend. */
const legend = (figure: ReturnType<Page["locator"]>) =>
  figure
    .locator("li")
    .evaluateAll((items) => items.map((item) => [...item.children].slice(1).map(({ textContent }) => textContent)));

/** The rows of a table of figures as text, without text that only assistive technology reads. */
async function lines(table: ReturnType<Page["locator"]>): Promise<string[][]> {
  await table.waitFor();
  return table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll("th, td")].map((cell) => {
        const copy = cell.cloneNode(true) as typeof cell;
        for (const hidden of copy.querySelectorAll(".sr-only")) hidden.remove();
        return copy.textContent;
      }),
    ),
  );
}
