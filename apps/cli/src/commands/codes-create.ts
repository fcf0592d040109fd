import { formatUsd, type Micros } from "@scrip/domain/money";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { campaignId } from "./campaign-id.ts";
import { dollars } from "./dollars.ts";
import { commaSeparated, futureInstant, shortText } from "./key-arguments.ts";
import { wholeNumber } from "./whole-number.ts";
import { withOwner } from "./with-owner.ts";

/** The most codes of one call: more would not fit on a screen, and hardly into a mail. */
const MOST_CODES = 100_000;

interface CreateOptions {
  readonly count: number;
  readonly campaign?: string;
  readonly name?: string;
  readonly amount?: Micros;
  readonly until?: number;
  readonly days?: number;
  readonly uses?: number;
  readonly perOrg?: number;
  readonly plans?: readonly string[];
  readonly csv?: true;
  readonly json?: true;
}

export function addCodesCreate(codes: Command, console: Console): void {
  codes
    .command("create")
    .summary("make codes and show them once")
    .description(
      "Makes codes of a campaign, and shows them once: only their hashes are stored.\n" +
        "--campaign names an existing campaign; with --name and --amount a new one is made.\n" +
        "A campaign of the command line needs no second operator, whatever it can give. On the pages, a campaign above\n" +
        "the limit of one operator waits until another operator approves it.",
    )
    .option("--count <number>", "the number of codes (default: 1)", wholeNumber(1, MOST_CODES), 1)
    .option("--campaign <id>", "the campaign of the codes", campaignId)
    .option("--name <name>", "the name of a new campaign", shortText)
    .option("--amount <usd>", "the credit of one redemption, in dollars", dollars)
    .option(
      "--until <instant>",
      "codes are valid before it, such as 2027-01-01T00:00:00Z (default: for ever)",
      futureInstant,
    )
    .option("--days <days>", "the life of the credit in days (default: it never expires)", wholeNumber(1, 3660))
    .option("--uses <number>", "how often each code can be redeemed in all (default: 1)", wholeNumber(1, 1_000_000_000))
    .option(
      "--per-org <number>",
      "how often one organization can redeem each code (default: 1)",
      wholeNumber(1, 1_000_000),
    )
    .option("--plans <list>", "only organizations on these plans, separated by commas (default: any)", commaSeparated)
    .option("--csv", "print CSV with a header")
    .option("--json", "print one JSON object")
    .action((options: CreateOptions) => create(console, options));
}

async function create(console: Console, options: CreateOptions): Promise<void> {
  const { createCampaignAsOwner } = await import("@scrip/usecases/plans/codes/campaigns");
  const { createCodesAsOwner, textsOf } = await import("@scrip/usecases/plans/codes/make-codes");
  const { RefusedError } = await import("@scrip/usecases/refused");
  requireOneCampaign(options);
  const made = await withOwner(console, async ({ platform }) => {
    const id = options.campaign ?? (await createCampaignAsOwner(platform, termsOf(options))).id;
    return { id, codes: await createCodesAsOwner(platform, id, textsOf(options.count)) };
  }).catch((error: unknown) => {
    throw error instanceof RefusedError ? new CouldNotRun(error.message) : error;
  });
  const campaign = `campaign_${made.id}`;
  if (options.json) return console.out(JSON.stringify({ campaign, codes: made.codes }));
  console.out(options.csv ? ["code", ...made.codes].join("\n") : made.codes.join("\n"));
  const what = made.codes.length === 1 ? "This is a code" : `These are ${made.codes.length} codes`;
  console.note(`${what} of ${campaign}${worthOf(options)}. Codes are not shown again.`);
}

/** What the codes of a new campaign give. */
function worthOf(options: CreateOptions): string {
  const { amount, count } = options;
  if (amount === undefined) return "";
  const { uses } = termsOf(options);
  const total = formatUsd(amount * BigInt(uses) * BigInt(count));
  return `, each worth ${formatUsd(amount)}${uses === 1 ? "" : ` for each of ${uses} uses`}, at most ${total} in all`;
}

function requireOneCampaign({ campaign, name, amount, ...terms }: CreateOptions): void {
  const { count: _count, csv: _csv, json: _json, ...own } = terms;
  if (campaign === undefined && (name === undefined || amount === undefined))
    throw new CouldNotRun("Name a campaign by --campaign, or make one by --name and --amount.");
  if (campaign !== undefined && (name !== undefined || amount !== undefined || Object.keys(own).length > 0))
    throw new CouldNotRun("--campaign names a campaign whose terms stay; the other options are for a new one.");
}

function termsOf({ name = "", amount = 0n, until, days, uses, perOrg, plans }: CreateOptions) {
  return {
    name,
    amount,
    validUntil: until ?? null,
    days: days ?? null,
    uses: uses ?? 1,
    perOrg: perOrg ?? 1,
    plans: plans ?? null,
  };
}
