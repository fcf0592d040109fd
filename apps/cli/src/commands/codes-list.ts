import type { CountedCampaign } from "@scrip/db/plans/codes";
import { formatUsd } from "@scrip/domain/money";
import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { withOwner } from "./with-owner.ts";

const MOST = 1000;

export function addCodesList(codes: Command, console: Console): void {
  codes
    .command("list")
    .summary("list the campaigns")
    .description("Lists the campaigns, the newest first, with the number of their codes and redemptions.")
    .option("--json", "print one JSON object")
    .action(async ({ json }: { json?: true }) => {
      const { listCampaigns } = await import("@scrip/db/plans/codes");
      const campaigns = await withOwner(console, ({ platform }) => listCampaigns(platform, { limit: MOST }));
      console.out(json ? JSON.stringify({ campaigns: campaigns.map(onWire) }) : tableOf(campaigns));
    });
}

function onWire({
  id,
  amount,
  validUntil,
  createdAt,
  endedAt,
  approveBefore,
  decidedAt,
  ...campaign
}: CountedCampaign) {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    campaign: `campaign_${id}`,
    ...campaign,
    amount: String(amount),
    validUntil: instant(validUntil),
    createdAt: instant(createdAt),
    endedAt: instant(endedAt),
    approveBefore: instant(approveBefore),
    decidedAt: instant(decidedAt),
  };
}

function tableOf(campaigns: readonly CountedCampaign[]): string {
  if (campaigns.length === 0) return "There are no campaigns.";
  const head = ["Campaign", "Name", "Credit", "Valid until", "Codes", "Redeemed", "Approval", "Ended"];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { id, name, amount, validUntil, codes, redeemed, approval, endedAt } of campaigns)
    table.push([
      `campaign_${id}`,
      name,
      formatUsd(amount),
      validUntil === null ? "for ever" : new Date(validUntil).toISOString(),
      codes,
      redeemed,
      approval ?? "",
      endedAt === null ? "" : new Date(endedAt).toISOString(),
    ]);
  return table.toString();
}
