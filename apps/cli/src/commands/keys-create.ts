import type { NewServiceKey } from "@scrip/db/access";
import type { Homes } from "@scrip/db/connection";
import { SCOPES } from "@scrip/domain/access";
import { formatUsd, type Micros } from "@scrip/domain/money";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { dollars } from "./dollars.ts";
import { commaSeparated, futureInstant, organizationId, scopesFor, shortText } from "./key-arguments.ts";
import { withOwner } from "./with-owner.ts";

interface CreateOptions {
  readonly platform?: true;
  readonly org?: string;
  readonly name: string;
  readonly owner: string;
  readonly scopes?: readonly string[];
  readonly orgs?: readonly string[];
  readonly expires?: number;
  readonly dailyCeiling?: Micros;
  readonly json?: true;
}

export function addKeysCreate(keys: Command, console: Console): void {
  keys
    .command("create")
    .summary("create a key and show it once")
    .description(`Creates a key and shows it once.\nThe scopes are: ${SCOPES.join(", ")}.`)
    .option("--platform", "create a platform key: each call names its organization")
    .option("--org <id>", "create a key for this organization only", organizationId)
    .requiredOption("--name <name>", "the key's name, such as `scheduler, production`", shortText)
    .option(
      "--scopes <list>",
      "the scopes, separated by commas (default: all that its kind of key may have)",
      commaSeparated,
    )
    .option("--orgs <ids>", "limit a platform key to these organizations, separated by commas", organizationIds)
    .option("--owner <name>", "the owner of the organizations that a platform key creates", shortText, "platform")
    .option("--expires <instant>", "when the key expires, such as 2027-01-01T00:00:00Z", futureInstant)
    .option(
      "--daily-ceiling <usd>",
      "the most that the key may use in a day (UTC) and organization, in dollars",
      dollars,
    )
    .option("--json", "print one JSON object")
    .action((options: CreateOptions) => create(console, options));
}

function organizationIds(text: string): string[] {
  return commaSeparated(text).map(organizationId);
}

async function create(console: Console, options: CreateOptions): Promise<void> {
  const newKey = newKeyOf(options);
  const { createServiceKey } = await import("@scrip/db/access");
  const { id, key } = await withOwner(console, async (owner) => {
    for (const orgId of newKey.orgIds ?? [newKey.orgId]) if (orgId !== null) await requireOrganization(owner, orgId);
    return createServiceKey(owner.platform, newKey);
  });
  if (options.json) {
    const dailyCeiling = newKey.dailyCeiling == null ? null : String(newKey.dailyCeiling);
    console.out(JSON.stringify({ id: `key_${id}`, key, name: newKey.name, scopes: newKey.scopes, dailyCeiling }));
    return;
  }
  console.out(key);
  console.note(`This is the key key_${id}, "${newKey.name}". It is not shown again: store it as a secret.`);
  console.note(`Its scopes: ${newKey.scopes.join(", ")}.`);
  const { dailyCeiling = null } = newKey;
  if (dailyCeiling !== null)
    console.note(
      `Its ceiling: ${formatUsd(dailyCeiling)} a day (UTC)${options.platform ? " in each organization" : ""}.`,
    );
}

function newKeyOf({ platform, org, orgs, ...options }: CreateOptions): NewServiceKey {
  if ((platform === undefined) === (org === undefined))
    throw new CouldNotRun("Choose the kind of key: either --platform or --org ORG.");
  if (org !== undefined && orgs !== undefined)
    throw new CouldNotRun("--orgs limits a platform key; a key made with --org has exactly one organization.");
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
    dailyCeiling: options.dailyCeiling ?? null,
  };
}

async function requireOrganization(owner: Homes, orgId: string): Promise<void> {
  const { getOrganization } = await import("@scrip/db/organizations");
  const organization = await getOrganization(owner.organizations, orgId);
  if (organization === undefined) throw new CouldNotRun(`There is no organization org_${orgId}.`);
}
