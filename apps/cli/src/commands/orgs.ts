import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { wholeNumber } from "./whole-number.ts";
import { withOwner } from "./with-owner.ts";

interface OrgsOptions {
  readonly limit: number;
  readonly json?: true;
}

export function addOrgs(program: Command, console: Console): void {
  program
    .command("orgs")
    .summary("list organizations with their ids")
    .description(
      "Lists organizations, oldest first, with the ids that other commands need.\n" +
        "It connects as the database's owner: DATABASE_URL, else the database of a running `npm start`.",
    )
    .argument("[text]", "only organizations whose name has this text in it", "")
    .option("--limit <number>", "how many to list at most", wholeNumber(1, 100_000), 100)
    .option("--json", "print one JSON object")
    .action((text: string, options: OrgsOptions) => list(console, text, options));
}

async function list(console: Console, text: string, { limit, json }: OrgsOptions): Promise<void> {
  const { findOrganizations } = await import("@scrip/db/organizations");
  const found = await withOwner(console, ({ platform }) => findOrganizations(platform, text, limit + 1));
  const organizations = found.slice(0, limit).map(({ orgId, ...rest }) => ({ org: `org_${orgId}`, ...rest }));
  const more = found.length > limit;
  if (json) {
    console.out(JSON.stringify({ organizations, more }));
    return;
  }
  if (organizations.length === 0) {
    console.note(
      text === "" ? "There is no organization yet." : `No organization has ${JSON.stringify(text)} in its name.`,
    );
    return;
  }
  const table = new Table({ head: ["Id", "Name", "Owner"], style: { head: [], border: [], compact: true } });
  for (const { org, name, owner } of organizations) table.push([org, name, owner]);
  console.out(table.toString());
  if (more) console.note(`There are more than ${limit}: name a part of what you look for, or set --limit.`);
}
