import { expect, it } from "vitest";
import { aPage, fillSignIn, theServer } from "./testing/index.ts";

const server = theServer();

/** Chromium logs the answer for the job that does not exist. */
const NO_SUCH_JOB = /^console: Failed to load resource: .* 404 .*\/trpc\/jobs\.story\?.*%22job%22%3A%22%3Cscript%3E/;

/** Scripts as names. If one of them ran, the test would detect it. */
const IMAGE = '<img src=x onerror="window.hacked=1">';
const SCRIPT = "<script>window.hacked=1</script>";
const LINK = "javascript:window.hacked=1";
const BREAK_OUT = `"'><svg onload=window.hacked=1>`;

it("G6 names of organizations, jobs, projects and members are shown as text on every page", async () => {
  const client = await server.newOrganization({ name: `${IMAGE} Ltd`, testClock: new Date("2026-01-05T09:00:00Z") });
  await client.grants.create({ source: "purchase", amount: 50_000_000n, businessKey: SCRIPT });
  const terms = { resource: "gpu.l40s", next: { untilMs: 3_600_000 } } as const;
  await client.jobs.start({ job: IMAGE, project: SCRIPT, member: BREAK_OUT, ...terms });
  await client.jobs.start({ job: LINK, project: IMAGE, member: SCRIPT, ...terms });
  await client.clocks.advance({ to: "2026-01-05T10:00:00Z" });
  const { balance } = await client.jobs.complete({ job: IMAGE, quantityMs: 3_600_000 });
  expect(balance.available).toBeGreaterThan(0n);
  const { page, requests } = await aPage(server, { expected: [NO_SUCH_JOB] });
  const at = (path: string) => `/o/${client.org}${path}`;

  await page.goto(at(""));
  await page.getByRole("table", { name: "Running work" }).getByText(LINK).waitFor();
  await page.getByRole("button", { name: `Organization: ${IMAGE} Ltd` }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  await page.keyboard.press("Escape");
  await page.goto(at("/jobs"));
  await page.getByRole("table", { name: "Jobs" }).getByText(IMAGE).first().waitFor();
  await page.goto(at(`/jobs/${encodeURIComponent(IMAGE)}`));
  await page.getByRole("heading", { level: 1, name: IMAGE }).waitFor();
  await page.getByRole("table", { name: "Epochs" }).waitFor();
  await expect.poll(() => page.title()).toContain(IMAGE);
  await page.goto(at("/activity"));
  await page.getByRole("table", { name: "Credit history" }).getByText(BREAK_OUT).first().waitFor();
  for (const filter of ["Project", "Member"]) {
    await page.getByRole("combobox", { name: `${filter}: all` }).click();
    await page.getByRole("option", { name: SCRIPT }).waitFor();
    await page.keyboard.press("Escape");
  }
  await page.goto(at(`/activity?job=${encodeURIComponent(IMAGE)}&entry=4`));
  await page.getByRole("dialog", { name: "Entry 4" }).getByText("Proof").waitFor();
  // Names that are only in the address are not trusted either.
  await page.goto(at(`/activity?project=${encodeURIComponent(BREAK_OUT)}&member=${encodeURIComponent(IMAGE)}`));
  await page.getByText("No credit history found").waitFor();
  await page.goto(at(`/jobs/${encodeURIComponent(SCRIPT)}`));
  await page.getByText(`No job of this organization is called “${SCRIPT}”.`).waitFor();
  expect(requests().filter((url) => new URL(url).pathname.endsWith("/x"))).toEqual([]);
}, 60_000);

it("G6 the address of a sign-in leads to no other site and runs no script", async () => {
  await server.newOrganization();
  for (const next of ["//evil.example/", "https://evil.example/", LINK, "/\\evil.example"]) {
    const { page, context } = await aPage(server, { signedIn: false });
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await fillSignIn(page, server.person);
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    expect(new URL(page.url()).origin).toBe(server.url);
    await context.close();
  }
});
