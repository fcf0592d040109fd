import { formatUsd } from "@scrip/domain/money";
import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { organizationId } from "./key-arguments.ts";
import { API_HELP, type ApiOptions, urlOption, withApi } from "./with-api.ts";

interface BalanceOptions extends ApiOptions {
  readonly json?: true;
}

export function addBalance(program: Command, console: Console): void {
  program
    .command("balance")
    .summary("show the balance of an organization")
    .description(`Shows what an organization has available, on hold and owed, exactly.\n${API_HELP}`)
    .argument("<org>", "the organization's id; `scrip orgs` lists them", organizationId)
    .addOption(urlOption())
    .option("--json", "print one JSON object, with amounts in micro-USD")
    .action((orgId: string, options: BalanceOptions) => show(console, orgId, options));
}

async function show(console: Console, orgId: string, { json, ...options }: BalanceOptions): Promise<void> {
  const needs = { orgId, scopes: ["ledger:read"], command: "balance" } as const;
  const org = `org_${orgId}`;
  const balance = await withApi(console, options, needs, ({ client }) => client.balance.get({ org }));
  if (json) {
    console.out(JSON.stringify({ org, ...balance }, (_, value) => (typeof value === "bigint" ? String(value) : value)));
    return;
  }
  const table = new Table({ colAligns: ["left", "right"], style: { head: [], border: [], compact: true } });
  table.push(
    ["Available", formatUsd(balance.available)],
    ["On hold", formatUsd(balance.reserved)],
    ["Owed", formatUsd(balance.owed)],
    [`Of it expiring before ${balance.expiringBefore}`, formatUsd(balance.expiring)],
  );
  console.out(table.toString());
  console.note(`As of ${balance.at}, after entry ${balance.seq}.`);
}
