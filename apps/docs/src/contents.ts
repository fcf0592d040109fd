import { join } from "node:path/posix";

/** A page of the site: its Markdown file, and its name in the list of pages. */
export interface Page {
  /** From the project's root, such as `docs/rules.md`. */
  readonly source: string;
  readonly title: string;
}

export interface Section {
  readonly title: string;
  readonly pages: readonly Page[];
}

/** @param file from the folder of the documents */
const page = (file: string, title: string): Page => ({ source: join("docs", file), title });

/** The pages in the order in which a reader meets them. A page that is in none of them is under "More". */
const CONTENTS: readonly Section[] = [
  {
    title: "Start",
    pages: [page("README.md", "Overview"), page("quickstart.md", "Quickstart"), page("glossary.md", "Glossary")],
  },
  {
    title: "Concepts",
    pages: [
      page("concepts/grants.md", "Grants"),
      page("concepts/holds.md", "Hold and settle"),
      page("concepts/burn-order.md", "Burn order"),
      page("concepts/jobs.md", "Jobs and epochs"),
      page("concepts/plans.md", "Plans and periods"),
      page("concepts/catalog.md", "Catalog"),
      page("concepts/idempotency.md", "Idempotency"),
      page("concepts/processes.md", "Processes and homes"),
    ],
  },
  {
    title: "For members",
    pages: [
      page("members/balance.md", "Read your balance"),
      page("members/charges.md", "Understand a charge"),
      page("members/add-credit.md", "Add credit"),
      page("members/plan.md", "Change the plan"),
      page("members/invoices.md", "Invoices and receipts"),
      page("members/budgets.md", "Budgets and alerts"),
      page("members/people.md", "Invite people"),
    ],
  },
  {
    title: "For integrators",
    pages: [
      page("guides/orchestrator.md", "Connect an orchestrator"),
      page("guides/paid-invoice.md", "From nothing to a paid invoice"),
      page("../packages/client/README.md", "Typed client"),
      page("http-api.md", "HTTP API"),
      page("webhooks.md", "Webhooks"),
      page("own-catalog.md", "Sell your own catalog"),
      page("entitlements.md", "Entitlements"),
      page("import.md", "Move from another system"),
      page("trace-format.md", "Trace format"),
      page("simulator.md", "Simulator"),
      page("scenarios.md", "Scenarios"),
    ],
  },
  {
    title: "Operate",
    pages: [
      page("operators.md", "For operators"),
      page("operate/README.md", "Install and run"),
      page("operate/settings.md", "Settings"),
      page("stripe.md", "Go live with Stripe"),
      page("operate/backup.md", "Back up"),
      page("operate/restore.md", "Restore"),
      page("operate/upgrade.md", "Upgrade"),
      page("operate/metrics.md", "Metrics"),
      page("operate/logs-and-traces.md", "Logs and traces"),
      page("operate/alerts.md", "Alerts"),
      page("operate/logs-and-traces.md", "Logs and traces"),
      page("accounts.md", "Accounts"),
      page("sso.md", "Single sign-on"),
      page("audit.md", "Audit log"),
      page("proof.md", "Prove the books"),
    ],
  },
  {
    title: "Reference",
    pages: [
      page("rules.md", "Rules"),
      page("procedures.md", "Procedures"),
      page("refusals.md", "Refusals"),
      page("events.md", "Events"),
      page("permissions.md", "Permissions"),
      page("plans.md", "Plans of the catalog"),
      page("invariants.md", "Invariants"),
      page("compatibility.md", "Compatibility"),
    ],
  },
  {
    title: "Maintain",
    pages: [
      page("architecture.md", "Architecture"),
      page("adding-a-feature.md", "Adding a feature"),
      page("ledger.md", "The ledger inside"),
    ],
  },
];

/** The folder of decisions; each file of it is a page of the section "Decisions". */
const DECISIONS = "docs/decisions/";

/**
 * The sections of the pages that are there.
 * @param titles the first heading of each page, by its file
 */
export function sectionsOf(titles: ReadonlyMap<string, string>): Section[] {
  const listed = CONTENTS.map(({ title, pages }) => ({
    title,
    pages: pages.filter(({ source }) => titles.has(source)),
  }));
  const known = new Set(CONTENTS.flatMap(({ pages }) => pages.map(({ source }) => source)));
  const rest = [...titles].filter(([source]) => !known.has(source)).map(([source, title]) => ({ source, title }));
  const isDecision = ({ source }: Page): boolean => source.startsWith(DECISIONS);
  const decisions = rest.filter(isDecision).sort((a, b) => (a.source < b.source ? -1 : 1));
  return [
    ...listed,
    { title: "Decisions", pages: decisions },
    { title: "More", pages: rest.filter((each) => !isDecision(each)) },
  ].filter(({ pages }) => pages.length > 0);
}
