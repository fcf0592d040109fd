import type { Page } from "playwright-core";
import type { Server } from "./a-server.ts";
import { aServingOrganization, type ServingOrganization } from "./a-serving-organization.ts";
import { aWorkingOrganization, entriesOf, type WorkingOrganization } from "./a-working-organization.ts";
import { type AuditedOrganization, anAuditedOrganization } from "./an-audited-organization.ts";

/** A page in one of its states. */
export interface Sight {
  readonly name: string;
  readonly path: string;
  /** Waits for the content that the check needs. */
  readonly ready: (page: Page) => Promise<unknown>;
}

/** Organizations whose pages have every kind of content, or none. */
export interface SeenOrganizations {
  readonly working: WorkingOrganization;
  /** The first grant of the working organization: `grant_…` */
  readonly signup: string | undefined;
  readonly fresh: { readonly org: string };
  readonly serving: ServingOrganization;
  readonly audited: AuditedOrganization;
}

/** Creates them. @param of tells the names of several such sets apart, since all files share a server */
export async function seenOrganizations(server: Server, of: number): Promise<SeenOrganizations> {
  const working = await aWorkingOrganization(server, `Harbor Lab ${of}`);
  const signup = (await entriesOf(working.client))[0]?.cause;
  const fresh = await server.newOrganization({ name: `Fresh ${of}` });
  const serving = await aServingOrganization(server, `Serving ${of}`);
  const audited = await anAuditedOrganization(server, `Audited ${of}`);
  await audited.setPlan("enterprise");
  return { working, signup, fresh, serving, audited };
}

const title = (name: string | RegExp) => (page: Page) => page.getByRole("heading", { name }).first().waitFor();
const text = (words: string) => (page: Page) => page.getByText(words).first().waitFor();

/** The pages of organizations, each in its states. */
export function sightsOf({ working: { at }, signup, fresh, serving, audited }: SeenOrganizations): readonly Sight[] {
  return [
    {
      name: "overview",
      path: at(),
      ready: async (page) => {
        await page.getByText("nightly-vision").first().waitFor();
        await page.getByRole("figure").locator("svg").first().waitFor();
      },
    },
    {
      name: "overview-spend",
      path: at("?chart=spend&days=90"),
      ready: (page) => page.getByRole("figure").locator("svg").first().waitFor(),
    },
    { name: "activity", path: at("/activity"), ready: text("nightly-vision") },
    { name: "explained", path: at("/activity?entry=17"), ready: text("The hash covers everything") },
    { name: "balance-then", path: at("/activity?asOf=12"), ready: text("Available then") },
    { name: "grant", path: at(`/activity?grant=${signup}`), ready: text("What it paid") },
    {
      name: "activity-filtered",
      path: at("/activity?kind=usage&project=vision&range=7d"),
      ready: text("nightly-vision"),
    },
    { name: "activity-with-holds", path: at("/activity?holds=shown"), ready: text("nightly-vision") },
    { name: "activity-of-days", path: at("/activity?from=2026-01-05&to=2026-01-14"), ready: text("Balance before") },
    { name: "activity-nothing-found", path: at("/activity?project=vision&member=ben"), ready: text("Without member") },
    { name: "jobs", path: at("/jobs"), ready: text("nightly-vision") },
    { name: "jobs-sorted", path: at("/jobs?sort=used&order=asc&range=30d"), ready: text("nightly-vision") },
    {
      name: "estimate",
      path: at("/jobs/estimate?resource=gpu.h100-80gb&hours=500"),
      ready: text("On hold at the start"),
    },
    { name: "jobs-nothing-found", path: at("/jobs?name=nothing"), ready: text("No jobs match") },
    {
      name: "job-running",
      path: at("/jobs/nightly-vision"),
      ready: (page) => page.getByRole("table", { name: "Epochs" }).waitFor(),
    },
    {
      name: "job-completed",
      path: at("/jobs/notes-1"),
      ready: (page) => page.getByRole("table", { name: "Epochs" }).waitFor(),
    },
    {
      name: "job-failed",
      path: at("/jobs/notes-3"),
      ready: text("Failed through the platform's fault"),
    },
    { name: "job-timed", path: at("/jobs/archive"), ready: text("Accrued so far") },
    {
      name: "job-paused",
      path: at("/jobs/notes-4"),
      ready: (page) => page.getByRole("table", { name: "Epochs" }).waitFor(),
    },
    {
      name: "settings",
      path: at("/settings"),
      ready: (page) => page.getByText("Organization").locator("visible=true").first().waitFor(),
    },
    { name: "settings-organization", path: at("/settings/organization"), ready: title("Organization") },
    {
      name: "settings-billing-details",
      path: at("/settings/billing-details"),
      ready: (page) => page.getByRole("form", { name: "Billing details" }).waitFor(),
    },
    { name: "settings-billing", path: at("/settings/billing"), ready: text("Each month from its opening") },
    { name: "settings-payment-methods", path: at("/settings/payment-methods"), ready: text("no payment method") },
    { name: "settings-budgets-empty", path: at("/settings/budgets"), ready: text("No budgets yet") },
    { name: "settings-webhooks-empty", path: at("/settings/webhooks"), ready: text("No webhooks yet") },
    { name: "inbox", path: at("/inbox"), ready: title("Inbox") },
    { name: "settings-alerts", path: at("/settings/alerts"), ready: text("Your e-mails") },
    { name: "payments", path: at("/payments"), ready: text("No payments yet") },
    { name: "invoices", path: at("/invoices"), ready: text("No invoices yet") },
    { name: "statements", path: at("/statements"), ready: text("January 2026") },
    { name: "statement", path: at("/statements/2026-01"), ready: text("Closing balance") },
    {
      name: "usage",
      path: at("/usage?from=2026-01-01&to=2026-02-28"),
      ready: (page) => page.getByRole("figure").locator("svg").first().waitFor(),
    },
    {
      name: "usage-by-day",
      path: at("/usage?by=day&from=2026-01-05&to=2026-01-14"),
      ready: (page) => page.getByRole("table", { name: "Usage by day" }).waitFor(),
    },
    { name: "usage-nothing-found", path: at("/usage?project=nothing"), ready: text("Nothing was used in these days") },
    { name: "overview-serving", path: serving.at(), ready: text("350 GB in 2 volumes") },
    { name: "endpoints", path: serving.at("/endpoints"), ready: text("3 days are charged.") },
    { name: "endpoint", path: serving.at("/endpoints/chat"), ready: text("Charged until") },
    { name: "explained-storage", path: serving.at("/activity?entry=2"), ready: text("Above the included amount") },
    { name: "volume", path: serving.at("/endpoints?volume=datasets"), ready: text("Sizes, newest first") },
    { name: "storage-of-a-month", path: serving.at("/endpoints?month=2025-12"), ready: text("Used in the month") },
    { name: "job-unknown", path: at("/jobs/nobody"), ready: text("There is no such job") },
    { name: "not-found", path: "/nowhere", ready: text("There is no page at this address") },
    { name: "fresh-overview", path: `/o/${fresh.org}`, ready: text("Start a job") },
    { name: "fresh-activity", path: `/o/${fresh.org}/activity`, ready: text("No credit history found") },
    { name: "fresh-usage", path: `/o/${fresh.org}/usage`, ready: text("No usage yet") },
    { name: "fresh-endpoints", path: `/o/${fresh.org}/endpoints`, ready: text("Nothing is stored yet") },
    { name: "fresh-jobs", path: `/o/${fresh.org}/jobs`, ready: text("No jobs yet") },
    { name: "audit", path: `/o/${audited.org}/settings/audit`, ready: text("A service key was created") },
    {
      name: "audit-entry",
      path: `/o/${audited.org}/settings/audit?shown=${audited.denied}`,
      ready: text("Further refusals in that minute"),
    },
    {
      name: "audit-nothing-found",
      path: `/o/${audited.org}/settings/audit?text=nothing`,
      ready: text("No entries match"),
    },
    { name: "audit-not-in-plan", path: `/o/${fresh.org}/settings/audit`, ready: text("The audit log is part of") },
    { name: "kit", path: "/_kit", ready: title("Kit") },
  ];
}
