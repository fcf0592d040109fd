import { expect, it } from "vitest";
import { aPage, aServingOrganization, theServer } from "./testing/index.ts";

const server = theServer();

it("storage shows what is stored beside what is included, what the month costs, and how a volume grew", async () => {
  const { at, client } = await aServingOrganization(server);
  const { page } = await aPage(server);
  await page.goto(at("/endpoints"));
  const storage = page.getByRole("region", { name: "Storage", exact: true });
  await storage.getByText("350 GB, of which 100 GB are included").waitFor();
  await storage.getByText("250 GB are charged at $0.03 per GB and month").waitFor();
  // 150 GB for a day and 250 GB for two days and ten minutes of January, at $0.03.
  const { resources } = await client.storage.sum();
  expect(resources[0]?.used).toBe(630_712n);
  await storage.getByText("3 days are charged.").waitFor();
  const projects = storage.getByRole("table", { name: "Storage by project" });
  await projects.getByRole("row").filter({ hasText: "vision" }).getByText("310 GB").waitFor();
  await projects.getByRole("row").filter({ hasText: "Without a project" }).getByText("40 GB").waitFor();

  await storage.getByRole("table", { name: "Volumes" }).getByRole("link", { name: "datasets" }).click();
  const drawer = page.getByRole("dialog", { name: "datasets" });
  await drawer.getByText("+60 GB").waitFor();
  await expect.poll(() => page.url()).toContain("volume=datasets");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.url()).not.toContain("volume=");

  // A month is in the address; the one before had no storage.
  await storage.getByRole("button", { name: "Month before" }).click();
  await storage.getByText("December 2025").waitFor();
  await storage.getByText("Used in the month").waitFor();
  await page.reload();
  await storage.getByText("December 2025").waitFor();
});

it("a new organization sees how a service reports sizes", async () => {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server);
  await page.goto(`/o/${org}/endpoints`);
  const storage = page.getByRole("region", { name: "Storage", exact: true });
  await storage.getByText("Nothing is stored yet").waitFor();
  await storage.getByText('storage.set({ volume: "datasets"').waitFor();
  expect(await storage.getByRole("table").count()).toBe(0);
});

it("Running now lists the endpoint and the storage with their cost an hour", async () => {
  const { at } = await aServingOrganization(server);
  const { page } = await aPage(server);
  await page.goto(at());
  const running = page.getByRole("table", { name: "Running work" });
  await running.getByRole("row").filter({ hasText: "chat endpoint" }).getByText("$3.99").waitFor();
  const stored = running.getByRole("row").filter({ hasText: "350 GB in 2 volumes" });
  await stored.getByText("$0.01").first().waitFor();
  await stored.getByRole("link", { name: "Storage" }).click();
  await page.getByRole("heading", { name: "Storage", exact: true }).waitFor();
  expect(page.url()).toContain("/endpoints");
});
