import { SCOPES } from "@scrip/contract/access/scopes";
import type { NewServiceKey } from "@scrip/db/access";
import type { DataSource } from "@scrip/db/connection";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { commaSeparated, futureInstant, organizationId, personalText, scopesFor } from "./key-arguments.ts";
import { withOwner } from "./with-owner.ts";

interface CreateOptions {
  readonly platform?: true;
  readonly org?: string;
  readonly name: string;
  readonly owner: string;
  readonly scopes?: readonly string[];
  readonly orgs?: readonly string[];
  readonly expires?: number;
  readonly json?: true;
}

export function addKeysCreate(keys: Command, console: Console): void {
  keys
    .command("create")
    .summary("make a key and show it, once")
    .description(`Makes a key and shows it, once.\nThe scopes are: ${Object.keys(SCOPES).join(", ")}.`)
    .option("--platform", "a platform key, which names the organization in each call")
    .option("--org <id>", "a key of this one organization", organizationId)
    .requiredOption("--name <name>", "for people, such as `scheduler, production`", personalText)
    .option(
      "--scopes <list>",
      "what it may do, separated by commas; all that its kind may, if not given",
      commaSeparated,
    )
    .option("--orgs <ids>", "the organizations that a platform key is limited to, separated by commas", organizationIds)
    .option("--owner <name>", "under whose name a platform key makes organizations", personalText, "platform")
    .option("--expires <instant>", "until when it can be used, such as 2027-01-01T00:00:00Z", futureInstant)
    .option("--json", "print one JSON object")
    .action((options: CreateOptions) => create(console, options));
}

function organizationIds(text: string): string[] {
  return commaSeparated(text).map(organizationId);
}

async function create(console: Console, options: CreateOptions): Promise<void> {
  const wanted = wantedKey(options);
  const { createServiceKey } = await import("@scrip/db/access");
  const { id, key } = await withOwner(console, async (owner) => {
    for (const orgId of wanted.orgIds ?? [wanted.orgId]) if (orgId !== null) await requireOrganization(owner, orgId);
    return createServiceKey(owner, wanted);
  });
  if (options.json) {
    console.out(JSON.stringify({ id: `key_${id}`, key, name: wanted.name, scopes: wanted.scopes }));
    return;
  }
  console.out(key);
  console.tell(`This is the key key_${id}, "${wanted.name}". It is not shown again: keep it where secrets are kept.`);
  console.tell(`It may: ${wanted.scopes.join(", ")}.`);
}

function wantedKey({ platform, org, orgs, ...options }: CreateOptions): NewServiceKey {
  if ((platform === undefined) === (org === undefined))
    throw new CouldNotRun("Say which kind of key it should be: either --platform or --org ORG.");
  if (org !== undefined && orgs !== undefined)
    throw new CouldNotRun("--orgs limits a platform key; --org has one organization.");
  if (orgs?.length === 0)
    throw new CouldNotRun("--orgs needs at least one organization; without it, a platform key reaches all.");
  const scopes = scopesFor(org === undefined ? "platform" : "organization", options.scopes);
  if (typeof scopes === "string") throw new CouldNotRun(scopes);
  return {
    name: options.name,
    owner: options.owner,
    orgId: org ?? null,
    orgIds: orgs ?? null,
    scopes,
    expiresAt: options.expires ?? null,
  };
}

async function requireOrganization(owner: DataSource, orgId: string): Promise<void> {
  const { getOrganization } = await import("@scrip/db/organizations");
  const organization = await getOrganization(owner, orgId);
  if (organization === undefined) throw new CouldNotRun(`There is no organization org_${orgId}.`);
}
