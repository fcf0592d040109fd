import { type Catalog, type CatalogChange, diffCatalogs, parseCatalog } from "@scrip/domain/catalog";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { catalogOf } from "./catalog-of.ts";
import { wholeNumber } from "./whole-number.ts";
import { withOwner } from "./with-owner.ts";

/** How many versions the commands look at; a deployment publishes a few a year. */
export const MOST_VERSIONS = 1000;

interface DiffOptions {
  readonly from?: number;
  readonly json?: true;
}

export function addCatalogDiff(catalog: Command, console: Console): void {
  catalog
    .command("diff")
    .summary("say what would change, and for whom")
    .description(
      "Compares the catalog that SCRIP_CATALOG names with a published version, and says in words what changes for whom.",
    )
    .option(
      "--from <version>",
      "the published version to compare with (default: the newest)",
      wholeNumber(1, 1_000_000),
    )
    .option("--json", "print one JSON object")
    .action((options: DiffOptions) => diff(console, options));
}

async function diff(console: Console, { from, json }: DiffOptions): Promise<void> {
  const after = await catalogOf(console);
  const { listVersions } = await import("@scrip/db/catalog");
  const versions = await withOwner(console, ({ platform }) => listVersions(platform, MOST_VERSIONS));
  const before = from === undefined ? versions[0] : versions.find(({ number }) => number === from);
  if (before === undefined)
    throw new CouldNotRun(
      from === undefined ? "No catalog is published yet." : `There is no published version ${from}.`,
    );
  const changes = diffCatalogs(readPublished(before), after);
  if (json) return console.out(JSON.stringify({ from: before.number, changes }));
  console.out(changesText(changes));
  console.note(
    changes.length === 0
      ? `Version ${before.number} is this catalog.`
      : `This is what changes against version ${before.number}. Running subscriptions and open jobs keep their version.`,
  );
}

/** The catalog of a published version. */
export function readPublished({ number, text }: { readonly number: number; readonly text: string }): Catalog {
  const parsed = parseCatalog(JSON.parse(text));
  if (!parsed.ok) throw new CouldNotRun(`The published version ${number} cannot be read by this version of Scrip.`);
  return parsed.value;
}

/** Changes as lines for people. */
export function changesText(changes: readonly CatalogChange[]): string {
  if (changes.length === 0) return "Nothing changes.";
  return changes.map(({ what, whom }) => `${what}\n    ${whom}`).join("\n");
}
