import { catalogText, tiered } from "@scrip/domain/catalog";
import { beforeAll, describe, expect, it } from "vitest";
import { bookStore, loadCatalog } from "../catalog/index.ts";
import { type CellSource, type OrganizationsSource, onlyCell } from "../connection/home-source.ts";
import type { Query } from "../connection/query.ts";
import { anOrganization, LONG_AGO, longHistory, testDatabase } from "../testing/index.ts";
import { listActivity } from "./activity/list-activity.ts";
import { readOverview } from "./overview/read-overview.ts";

const ENTRIES = 50_000;
const DAY_MS = 86_400_000;

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const books = bookStore((version) => loadCatalog(app.organizations, version));
const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });
beforeAll(() => longHistory(owner, orgId, ENTRIES));

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Function Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly name: string;
  readonly plan: PlanNode;
}

/** A source of snapshots that explains each statement before it runs it. */
function explaining(): { readonly source: OrganizationsSource; readonly explained: Explained[] } {
  const explained: Explained[] = [];
  const explain =
    (query: Query): Query =>
    async (statement) => {
      const text = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement.text}`;
      const [row = {}] = await query({ text, values: statement.values });
      const [{ Plan: plan }] = row["QUERY PLAN"] as [{ Plan: PlanNode }];
      explained.push({ name: statement.name ?? "unnamed", plan });
      return query(statement);
    };
  const snapshot: CellSource["snapshot"] = (unit) => app.cell.snapshot((query) => unit(explain(query), () => {}));
  return { source: onlyCell({ ...app.cell, snapshot }), explained };
}

const blocksOf = (plan: PlanNode): number => plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];

const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What a plan reads of tables, such as `entries by entries_pkey: 51 rows`. */
function readsOf(plan: PlanNode): readonly string[] {
  return nodesOf(plan)
    .filter((node) => node["Relation Name"] !== undefined || node["Index Name"] !== undefined)
    .map((node) => {
      const rows = Math.round(node["Actual Rows"] * node["Actual Loops"]);
      const how = node["Index Name"] === undefined ? node["Node Type"] : `by ${node["Index Name"]}`;
      return `${node["Relation Name"] ?? ""} ${how}: ${rows} rows`;
    });
}

async function plansOf(page: (source: OrganizationsSource) => Promise<unknown>): Promise<readonly Explained[]> {
  const { source, explained } = explaining();
  await page(source);
  return explained;
}

const inWords = ({ name, plan }: Explained): string =>
  [`${name}: ${blocksOf(plan)} blocks`, ...readsOf(plan).map((read) => `  ${read}`)].join("\n");

describe(`in a history of ${ENTRIES} entries`, () => {
  it.each([
    [
      "the overview",
      2_500,
      (source: OrganizationsSource) =>
        readOverview(source, books, orgId, {
          lapsingUntil: ({ now }) => now + 7 * DAY_MS,
          sinceOf: () => [LONG_AGO + 10_000_000, LONG_AGO + 40_000_000],
        }),
    ],
    ["a page of Activity", 1_300, (source: OrganizationsSource) => listActivity(source, orgId, {}, { limit: 50 })],
  ])("%s finds every row of the history by a key", async (_page, mostBlocks, page) => {
    const plans = await plansOf(page);
    const words = plans.map(inWords).join("\n");
    const scanned = plans.flatMap(({ plan }) => nodesOf(plan)).filter((node) => node["Node Type"] === "Seq Scan");
    // The first statement turns scans off for those after it. Here is one organization.
    const tables = [...new Set(scanned.map((node) => node["Relation Name"]))];
    // The words show the plans if the test fails.
    expect({ tables, words }).toEqual({ tables: ["organizations"], words });
    expect(plans.reduce((sum, { plan }) => sum + blocksOf(plan), 0)).toBeLessThan(mostBlocks);
  });
});
