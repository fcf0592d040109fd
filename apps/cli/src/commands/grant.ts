import { randomUUID } from "node:crypto";
import { formatUsd, type Micros } from "@scrip/domain/money";
import { type Command, Option } from "commander";
import type { Console } from "../console.ts";
import { dollars } from "./dollars.ts";
import { futureInstant, organizationId, shortText } from "./key-arguments.ts";
import { API_HELP, type ApiOptions, urlOption, withApi } from "./with-api.ts";

const SOURCES = ["adjustment", "purchase", "contract", "code", "plan", "signup", "auto_topup"] as const;

interface GrantOptions extends ApiOptions {
  readonly source: (typeof SOURCES)[number];
  readonly kind?: "paid" | "promotional";
  readonly from?: number;
  readonly expires?: number;
  readonly businessKey?: string;
  readonly once?: string;
  readonly json?: true;
}

export function addGrant(program: Command, console: Console): void {
  program
    .command("grant")
    .summary("add credit to an organization")
    .description(`Adds credit to an organization, and prints what it has then.\n${API_HELP}`)
    .argument("<org>", "the organization's id; `scrip orgs` lists them", organizationId)
    .argument("<usd>", "the amount in dollars, such as 20.00", dollars)
    .addOption(new Option("--source <source>", "where the credit comes from").choices(SOURCES).default(SOURCES[0]))
    .addOption(
      new Option("--kind <kind>", "default: paid for purchases and top-ups, else promotional").choices([
        "paid",
        "promotional",
      ]),
    )
    .option("--from <instant>", "when the credit becomes available (default: now)", futureInstant)
    .option(
      "--expires <instant>",
      "when the credit expires, such as 2027-01-01T00:00:00Z (default: never)",
      futureInstant,
    )
    .option("--business-key <name>", "a name that is unique in the organization, such as that of a payment", shortText)
    .option("--once <key>", "a name of this intent: the same command with it again adds nothing")
    .addOption(urlOption())
    .option("--json", "print one JSON object, with amounts in micro-USD")
    .action((orgId: string, amount: Micros, options: GrantOptions) => grant(console, orgId, amount, options));
}

async function grant(console: Console, orgId: string, amount: Micros, options: GrantOptions): Promise<void> {
  const org = `org_${orgId}`;
  const { source, kind, from, expires, businessKey, once = randomUUID() } = options;
  const needs = { orgId, scopes: ["grants:write"], command: "grant" } as const;
  const answer = await withApi(console, options, needs, ({ client }) =>
    client.grants.create({
      org,
      source,
      kind,
      amount,
      effectiveAt: instant(from),
      expiresAt: instant(expires),
      businessKey,
      idempotencyKey: once,
    }),
  );
  if (options.json) {
    console.out(JSON.stringify({ org, ...answer }, (_, value) => (typeof value === "bigint" ? String(value) : value)));
    return;
  }
  const { available, owed } = answer.balance;
  console.out(answer.grant);
  console.note(
    `${WORDS[answer.state]} ${formatUsd(answer.amount)}. Available is now ${formatUsd(available)}` +
      `${owed > 0n ? `, owed ${formatUsd(owed)}` : ""}.`,
  );
  if (answer.paidDebt > 0n) console.note(`${formatUsd(answer.paidDebt)} of it paid what was owed.`);
}

const WORDS = {
  issued: "Added",
  scheduled: "Scheduled",
  existing: "Nothing was added: there is this grant already, of",
} as const;

function instant(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
