import { expect, it } from "vitest";
import { anAuditedOrganization, aPage, downloadBy, theServer } from "./testing/index.ts";

const server = theServer();
const { org, setPlan } = await anAuditedOrganization(server, "Audited Lab");
const path = `/o/${org}/settings/audit`;
// Chromium logs the refused call on the console.
const REFUSED = /^console: Failed to load resource: .* 402/;

it("the audit log says which plan shows it, and shows all that was recorded once the plan does", async () => {
  const { page } = await aPage(server, { expected: [REFUSED] });
  await setPlan("free");
  await page.goto(path);
  await page.getByText('The audit log is part of the plan "enterprise"').waitFor();
  await setPlan("enterprise");
  await page.reload();
  const log = page.getByRole("table", { name: "Audit log" });
  await log.getByText("An organization was created").waitFor();
  await expect.poll(() => log.getByRole("row").count()).toBe(1 + 1 + 5);
});

it("is filtered by what, outcome and text, with the filters in the address", async () => {
  await setPlan("enterprise");
  const { page } = await aPage(server);
  await page.goto(path);
  const log = page.getByRole("table", { name: "Audit log" });
  await log.getByText("A person was invited").waitFor();
  await page.getByRole("combobox", { name: "Outcome: all" }).click();
  await page.getByRole("option", { name: "Denied" }).click();
  await page.waitForURL((url) => url.search === "?outcome=denied");
  await log.getByText("grants.create").waitFor();
  await expect.poll(() => log.getByText("A person was invited").count()).toBe(0);
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("searchbox", { name: "Search the audit log" }).fill("PAPADOPOULOS");
  await page.waitForURL((url) => url.searchParams.get("text") === "PAPADOPOULOS");
  await expect.poll(() => log.getByRole("row").count()).toBe(3);
  await page.goto(`${path}?action=key.created`);
  await log.getByText("A service key was created").waitFor();
  await expect.poll(() => log.getByRole("row").count()).toBe(3);
});

it("opens an entry by the keyboard, with its details and hashes, and the address leads to it", async () => {
  await setPlan("enterprise");
  const { page } = await aPage(server);
  await page.goto(path);
  const link = page.getByRole("link", { name: "A service key was created" });
  await link.focus();
  await page.keyboard.press("Enter");
  const entry = page.getByRole("dialog", { name: "Entry 4" });
  await entry.getByText("For the new cluster.").waitFor();
  await entry.getByText("scheduler").first().waitFor();
  await expect.poll(() => entry.getByText(/^[0-9a-f]{64}$/).count()).toBe(2);
  expect(page.url()).toContain("shown=4");
  await page.keyboard.press("Escape");
  await entry.waitFor({ state: "detached" });
  await expect.poll(() => link.evaluate((element) => element === document.activeElement)).toBe(true);
  // An entry that the filter of the list leaves out is loaded by itself.
  await page.goto(`${path}?outcome=denied&shown=2`);
  await page.getByRole("dialog", { name: "Entry 2" }).getByText("were erased together with").waitFor();
});

it("downloads the filtered entries as a file", async () => {
  await setPlan("enterprise");
  const { page } = await aPage(server);
  await page.goto(`${path}?outcome=denied`);
  await page.getByText("grants.create").first().waitFor();
  const file = await downloadBy(page.getByRole("link", { name: /download these entries/ }));
  expect(file.name).toMatch(/audit.*\.csv$/);
  expect(file.text).toContain("grants.create");
});
