import { catalogText, diffCatalogs } from "@scrip/domain/catalog";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { changesText, MOST_VERSIONS, readPublished } from "./catalog-diff.ts";
import { catalogOf } from "./catalog-of.ts";
import { wholeNumber } from "./whole-number.ts";
import { withOwner } from "./with-owner.ts";

const DAY_MS = 86_400_000;

interface PublishOptions {
  readonly moveSubscribers?: true;
  readonly noticeDays?: number;
  readonly json?: true;
}

export function addCatalogPublish(catalog: Command, console: Console): void {
  catalog
    .command("publish")
    .summary("publish the catalog as an immutable version")
    .description(
      "Publishes the catalog that SCRIP_CATALOG names. A catalog that is published already keeps its version.\n" +
        "Running subscriptions and open jobs keep theirs.",
    )
    .option("--move-subscribers", "subscribers of earlier versions move to it at their next renewal after the notice")
    .option("--notice-days <days>", "the days until the first renewal that moves (default: 30)", wholeNumber(0, 3650))
    .option("--json", "print one JSON object")
    .action((options: PublishOptions) => publish(console, options));
}

async function publish(console: Console, { moveSubscribers: moves, noticeDays, json }: PublishOptions): Promise<void> {
  if (noticeDays !== undefined && !moves) throw new CouldNotRun("--notice-days needs --move-subscribers.");
  const wanted = await catalogOf(console);
  const { listVersions, moveSubscribers, publishCatalog } = await import("@scrip/db/catalog");
  const now = Date.now();
  const published = await withOwner(console, async (owner) => {
    const earlier = await listVersions(owner.platform, MOST_VERSIONS);
    const version = await publishCatalog(owner, catalogText(wanted), now);
    const renewalsFrom = moves
      ? await moveSubscribers(owner, version, { now, renewalsFrom: now + (noticeDays ?? 30) * DAY_MS })
      : null;
    return { version, earlier, renewalsFrom };
  });
  const { version, earlier, renewalsFrom } = published;
  const isNew = !earlier.some(({ number }) => number === version);
  const [before] = earlier.filter(({ number }) => number < version);
  const changes = before === undefined ? [] : diffCatalogs(readPublished(before), wanted);
  const from = renewalsFrom === null ? null : new Date(renewalsFrom).toISOString();
  if (json) return console.out(JSON.stringify({ version, isNew, changes, renewalsFrom: from }));
  console.out(`Version ${version} ${isNew ? "is published" : "was published before"}.`);
  if (isNew && before !== undefined) console.out(`Against version ${before.number}:\n${changesText(changes)}`);
  if (from !== null) console.note(`Subscribers of earlier versions move to it at renewals from ${from}.`);
  console.note("New organizations begin on it when the API has started with it.");
}
