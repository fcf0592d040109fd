import type { ServiceKey } from "@scrip/db/access";
import { formatUsd } from "@scrip/domain/money";
import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { withOwner } from "./with-owner.ts";

export function addKeysList(keys: Command, console: Console): void {
  keys
    .command("list")
    .summary("list all keys")
    .description("Lists all keys, newest first, without their secrets.")
    .option("--json", "print one JSON object")
    .action((options: { json?: true }) => list(console, options));
}

async function list(console: Console, { json }: { json?: true }): Promise<void> {
  const { listServiceKeys } = await import("@scrip/db/access");
  const keys = await withOwner(console, (owner) => listServiceKeys(owner.platform));
  if (json) {
    console.out(JSON.stringify({ keys: keys.map(shown) }));
    return;
  }
  const table = new Table({
    head: ["Id", "Name", "For", "State", "A day", "Last used", "Scopes"],
    style: { head: [], border: [], compact: true },
  });
  const now = Date.now();
  for (const key of keys)
    table.push([
      `key_${key.id}`,
      key.name,
      reachOf(key),
      stateOf(key, now),
      key.dailyCeiling === null ? "no ceiling" : `at most ${formatUsd(key.dailyCeiling)}`,
      instant(key.lastUsedAt) ?? "never",
      key.scopes.join("\n"),
    ]);
  console.out(table.toString());
}

function shown(key: ServiceKey) {
  const { name, owner, scopes } = key;
  return {
    id: `key_${key.id}`,
    name,
    owner,
    scopes,
    org: key.orgId === null ? null : `org_${key.orgId}`,
    orgs: key.orgIds?.map((id) => `org_${id}`) ?? null,
    createdAt: new Date(key.createdAt).toISOString(),
    expiresAt: instant(key.expiresAt),
    revokedAt: instant(key.revokedAt),
    dailyCeiling: key.dailyCeiling === null ? null : String(key.dailyCeiling),
    lastUsedAt: instant(key.lastUsedAt),
    lastUsedFrom: key.lastUsedFrom,
  };
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function reachOf({ orgId, orgIds }: ServiceKey): string {
  if (orgId !== null) return `org_${orgId}`;
  return orgIds === null ? "the platform" : orgIds.map((id) => `org_${id}`).join("\n");
}

function stateOf({ revokedAt, expiresAt }: ServiceKey, now: number): string {
  if (revokedAt !== null) return `revoked ${instant(revokedAt)}`;
  if (expiresAt === null) return "valid";
  return `${expiresAt > now ? "valid until" : "expired"} ${instant(expiresAt)}`;
}
