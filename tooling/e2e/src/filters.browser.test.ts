import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aWorkingOrganization, downloadBy, entriesOf, sumsOf, theServer } from "./testing/index.ts";

const server = theServer();
const { at, client } = await aWorkingOrganization(server);
const entries = await entriesOf(client);

const WORDS: Record<string, string> = {
  settled: "Usage",
  charged: "Usage",
  hold_placed: "On hold",
  hold_released: "Released",
  hold_voided: "Released in full",
  grant_scheduled: "Credit scheduled",
  grant_issued: "Credit added",
  grant_expired: "Credit expired",
};

describe("filters", () => {
  it("every filter is in the address, survives a reload, and each change is one step back", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/activity"));
    const steps = [await state(page)];
    const change = async (rows: number, what: () => Promise<unknown>): Promise<void> => {
      await what();
      await page.waitForURL((url) => url.href !== steps.at(-1)?.url);
      await expect.poll(() => rowsOf(page)).toBe(rows);
      steps.push(await state(page));
    };
    await change(7, () => choose(page, "Kind", "Usage"));
    await change(4, () => choose(page, "Project", "field-notes"));
    await change(4, () => choose(page, "Member", "ben"));
    await change(4, () => choose(page, "Resource", "RTX 4090"));
    await change(4, () => choose(page, "Date", "Last 30 days"));
    await change(1, async () => {
      await page.getByRole("combobox", { name: "Job" }).fill("notes-4");
      await page.keyboard.press("Enter");
    });
    expect(new URL(page.url()).search).toBe(
      "?kind=usage&project=field-notes&member=ben&resource=gpu.rtx-4090&range=30d&job=notes-4",
    );
    expect(new Set(steps.map(({ url }) => url)).size).toBe(steps.length);

    await page.reload();
    // The range uses the browser's days until the page knows the organization's clock.
    await expect.poll(() => state(page)).toEqual(steps.at(-1));
    for (const step of steps.slice(0, -1).toReversed()) {
      await page.goBack();
      await page.waitForURL(step.url);
      await expect.poll(() => state(page)).toEqual(step);
    }
    await page.goForward();
    await page.waitForURL(steps[1]?.url ?? "");
    await expect.poll(() => state(page)).toEqual(steps[1]);
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.waitForURL(steps[0]?.url ?? "");
    await expect.poll(() => state(page)).toEqual(steps[0]);
  });

  it("a custom range of days is in the address too, and an empty result names the filter to loosen", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/activity?from=2026-01-05&to=2026-01-05&holds=shown"));
    const ofThatDay = entries.filter((entry) => entry.at < "2026-01-06").length;
    expect(ofThatDay).toBeLessThan(entries.length);
    await expect.poll(async () => (await state(page)).rows).toBe(ofThatDay);
    await page.goto(at("/activity?project=field-notes&member=ada"));
    await page.getByText("No credit history found").waitFor();
    await page.getByRole("button", { name: "Without member “ada”" }).click();
    await page.waitForURL((url) => url.search === "?project=field-notes");
    // Until the new rows arrive, the page must not report that it found nothing.
    await expect.poll(async () => (await state(page)).rows).toBeGreaterThan(0);
  });

  it("a half-typed job changes nothing; its suggestions match anywhere, in any case, and a choice or Enter applies", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/activity"));
    const all = (await state(page)).rows;
    const field = page.getByRole("combobox", { name: "Job" });
    const options = () => page.getByRole("option").allTextContents();
    await field.pressSequentially("OTES");
    await expect.poll(options).toEqual(["notes-4", "notes-3", "notes-2", "notes-1"]);
    expect(new URL(page.url()).search).toBe("");
    expect(await rowsOf(page)).toBe(all);
    await page.getByRole("option", { name: "notes-2" }).click();
    await page.waitForURL((url) => url.search === "?job=notes-2");
    await expect.poll(async () => (await state(page)).rows).toBeLessThan(all);

    // A part of a name that a person leaves does not apply either.
    await field.fill("vision");
    await page.getByRole("option", { name: "nightly-vision" }).waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(() => field.inputValue()).toBe("notes-2");
    expect(new URL(page.url()).search).toBe("?job=notes-2");
    await field.fill("VISION");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.search === "?job=nightly-vision");
    await page.goBack();
    await page.waitForURL((url) => url.search === "?job=notes-2");
    await expect.poll(() => field.inputValue()).toBe("notes-2");
    await page.getByRole("button", { name: "Clear job" }).click();
    await page.waitForURL((url) => url.search === "");
  });

  it("the filters of jobs do the same", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/jobs"));
    const names = () => page.getByRole("table", { name: "Jobs" }).locator("[data-row-link]").allTextContents();
    await page.getByRole("table", { name: "Jobs" }).locator("[data-row-link]").first().waitFor();
    const all = await names();
    await choose(page, "State", "Running");
    await page.waitForURL((url) => url.search === "?state=running");
    await expect.poll(names).toEqual(["archive", "nightly-vision"]);
    await page.reload();
    await expect.poll(names).toEqual(["archive", "nightly-vision"]);
    await page.goBack();
    await expect.poll(names).toEqual(all);
    await page.getByRole("searchbox", { name: "Job" }).fill("OTES-3");
    await page.waitForURL((url) => url.search === "?name=OTES-3");
    await expect.poll(names).toEqual(["notes-3"]);
  });

  it("invalid filters in an address are ignored, and the page opens", async () => {
    const { page } = await aPage(server);
    for (const path of ["/jobs?state=nonsense", "/activity?kind=nonsense&range=never&entry=none"]) {
      await page.goto(at(path));
      await expect.poll(() => page.getByText("nightly-vision").count()).toBeGreaterThan(0);
    }
  });
});

describe("the sum and the file", () => {
  it.each([
    ["?holds=shown", () => true],
    ["", ({ kind }: Entry) => !kind.startsWith("hold_")],
    ["?kind=usage", ({ kind }: Entry) => kind === "settled" || kind === "charged"],
    ["?kind=added&kind=expired", ({ kind }: Entry) => kind.startsWith("grant_")],
    ["?to=2026-01-05&holds=shown", ({ at: moment }: Entry) => moment < "2026-01-06"],
  ])("are of the entries that the page shows%s, to the micro-dollar", async (search, isShown) => {
    const shown = entries.filter(isShown).toReversed();
    const { page } = await aPage(server);
    await page.goto(at(`/activity${search}`));
    const count = page.getByRole("region", { name: "What these entries add up to" });
    await count.getByText(`${shown.length}`, { exact: true }).waitFor();
    const used = shown
      .filter(({ kind }) => kind === "settled" || kind === "charged")
      .reduce((sum, entry) => sum - net(entry), 0n);
    await expect.poll(async () => (await sumsOf(page)).find(({ name }) => name === "Used")?.micros).toBe(used);

    const link = page.getByRole("link", { name: /^CSV ?, download these entries$/ });
    const file = await downloadBy(link);
    expect(file.name).toMatch(/^activity-[a-z0-9-]+\.csv$/);
    const [header, ...rows] = cells(file.text);
    const column = (name: string) => header?.indexOf(name) ?? -1;
    const wanted = ["Number", "Time (UTC)", "What", "Amount (USD)", "Available after (USD)", "On hold after (USD)"];
    expect(rows.map((row) => [...wanted, "Owed after (USD)", "SHA-256"].map((name) => row[column(name)]))).toEqual(
      shown.map((entry) => [
        `${entry.seq}`,
        new Date(entry.at).toISOString(),
        WORDS[entry.kind],
        decimal(net(entry)),
        ...[entry.balance.available, entry.balance.reserved, entry.balance.owed].map(decimal),
        entry.hash,
      ]),
    );
  });

  it("offers no download if there are no entries, and gives the reason", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/activity?job=no-such-job"));
    const button = page.getByRole("button", { name: "CSV" });
    await button.hover();
    await page.getByText("There are no entries to download.").first().waitFor();
    await expect.poll(() => button.getAttribute("aria-disabled")).toBe("true");
  });
});

type Entry = (typeof entries)[number];

/** The organization's gain or loss by an entry: credit from outside, less credit that left. */
function net({ postings }: Entry): bigint {
  const isInside = (bucket: string): boolean => bucket === "avail" || bucket === "held";
  return postings.reduce((sum, { from, to, amount }) => {
    if (isInside(from) === isInside(to)) return sum;
    return isInside(to) ? sum + amount : sum - amount;
  }, 0n);
}

/** Dollars with two to six decimals, as in the file. */
function decimal(micros: bigint): string {
  const [size, sign] = micros < 0n ? [-micros, "-"] : [micros, ""];
  return `${sign}${size / 1_000_000n}.${`${size % 1_000_000n}`.padStart(6, "0").replace(/0{1,4}$/, "")}`;
}

/** The cells of a file whose cells have neither commas nor line breaks. */
const cells = (text: string): string[][] =>
  text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

/** Selects a value in the list of a filter, and closes the list. */
async function choose(page: Page, filter: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: new RegExp(`^${filter}:`) }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
  await page.keyboard.press("Escape");
}

/** The address, the summary and the number of rows, once summary and rows belong to the same filter. */
async function state(page: Page) {
  const region = page.getByRole("region", { name: "What these entries add up to" });
  const said = async () => /Entries\s*([\d,]+)/.exec((await region.textContent()) ?? "")?.[1];
  await expect
    .poll(async () =>
      (await said()) === `${await rowsOf(page)}` ? "same" : `${await said()} said, ${await rowsOf(page)} shown`,
    )
    .toBe("same");
  return { url: page.url(), sums: await region.textContent(), rows: await rowsOf(page) };
}

const rowsOf = (page: Page) => page.getByRole("table", { name: "Credit history" }).locator("[data-row-link]").count();
