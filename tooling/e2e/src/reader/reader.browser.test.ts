import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, testDatabase } from "@scrip/db/testing";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, expect, it, vi } from "vitest";
import { theBrowser } from "../testing/a-page.ts";
import { root } from "../testing/paths.ts";
import { followPage, type Reader } from "./follow-page.ts";
import { fieldsToFill, namesToPress, press } from "./press.ts";
import { serveRegistry } from "./serve-registry.ts";
import { Shell } from "./shell.ts";
import { type Running, startCommand } from "./start-product.ts";

// The commands start processes and pack the client. Nothing here measures their time.
vi.setConfig({ testTimeout: 600_000 });

const QUICKSTART = "docs/quickstart.md";
const GUIDE = "docs/guides/paid-invoice.md";

const home = mkdtempSync(join(tmpdir(), "scrip-reader-"));
const { ownerUrl } = await testDatabase();
const port = await freePort();
const stripePort = await freePort();
const registry = await serveRegistry(home);
// A developer's own Scrip may be running, with the usual ports and the usual database.
const env = {
  ...process.env,
  DATABASE_URL: ownerUrl,
  npm_config_registry: registry.url,
  SCRIP_PORT: `${port}`,
  SCRIP_WORKER_PORT: `${await freePort()}`,
  SCRIP_METRICS_PORT: "0",
  SCRIP_MAILBOX_PORT: `${await freePort()}`,
  SCRIP_STRIPE_PORT: `${stripePort}`,
};
const running: Running[] = [];
afterAll(async () => {
  for (const each of [...running, registry]) await each.stop();
  rmSync(home, { recursive: true, force: true });
  rmSync(join(root, `.scrip/stripe-${stripePort}.json`), { force: true });
});

const url = `http://127.0.0.1:${port}`;
const reader: Reader = {
  shell: new Shell(home, env),
  instead: [["http://127.0.0.1:4870", url]],
  folder: "first-charge",
  serve: async (command, words) => {
    running.push(await startCommand(command, words, env));
  },
};

it("a reader of the quickstart comes from the sources to the first charge", async () => {
  expect(await followPage(QUICKSTART, reader)).toBeGreaterThan(5);
});

it("a reader of the guide comes from nothing to a paid invoice", async () => {
  const browser = await theBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  try {
    await page.goto(url);
    const [signIn = "", makeNew = "", create = ""] = namesToPress(GUIDE, "Make the organization");
    await press(page, signIn);
    await page.getByText("Running now").first().waitFor();
    await page.getByRole("button", { name: /Demo/ }).first().click();
    await press(page, makeNew);
    await page.getByRole("dialog").getByLabel("Name").fill("Paper trail");
    await press(page, create);
    await page
      .getByRole("button", { name: /Paper trail/ })
      .first()
      .waitFor();

    const [settings = "", details = "", save = ""] = namesToPress(GUIDE, "Say who buys");
    await press(page, settings);
    await press(page, details);
    const form = page.getByRole("form", { name: details });
    for (const [label, value] of fieldsToFill(GUIDE, "Say who buys")) {
      const field = form.getByLabel(label, { exact: true });
      if (label === "Country") await field.selectOption(value);
      else await field.fill(value);
    }
    await press(page, save);
    await page.getByText("The billing details are saved").first().waitFor();

    for (const name of namesToPress(GUIDE, "Buy credit")) await press(page, name);
    await page.getByRole("heading", { name: "The credit is added" }).waitFor({ timeout: 60_000 });

    await followPage(GUIDE, reader, ["Charge it"]);
    const balance = await reader.shell.run('npm run -s scrip -- balance "$ORG" --json');
    expect(JSON.parse(balance)).toMatchObject({ available: "24950000" });

    const [open = "", download = ""] = namesToPress(GUIDE, "Download the invoice");
    await press(page, open);
    const row = page.getByRole("row", { name: /DEMO-\d{6}/ });
    // The worker issues it after the payment, in its own time.
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByRole("main").waitFor();
          return row.count();
        },
        { timeout: 180_000, interval: 1000 },
      )
      .toBe(1);
    const link = row.getByRole("link", { name: new RegExp(`^${download} ?, Invoice`) });
    const answer = await context.request.get(new URL((await link.getAttribute("href")) ?? "", url).href);
    const pdf = await getDocumentProxy(new Uint8Array(await answer.body()));
    const { text } = await extractText(pdf, { mergePages: true });
    for (const part of ["Invoice DEMO-0", "Demo Compute, Inc.", "Paper Trail GmbH", "$25.00", "Paid"])
      expect(text).toContain(part);
  } finally {
    await context.close();
  }
});

it.each(["docs/guides/orchestrator.md", "docs/operators.md", "docs/proof.md", "docs/operate/upgrade.md"])(
  "the commands of %s run, in the order of the page",
  async (path) => {
    const shell = new Shell(mkdtempSync(join(home, "terminal-")), env);
    expect(await followPage(path, { ...reader, shell })).toBeGreaterThan(0);
  },
);
