import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { campaignId } from "./campaign-id.ts";
import { withOwner } from "./with-owner.ts";

export function addCodesEnd(codes: Command, console: Console): void {
  codes
    .command("end")
    .summary("end a campaign")
    .description("Ends a campaign: none of its codes can be redeemed any more. Credit that was given stays.")
    .argument("<campaign>", "the campaign's id", campaignId)
    .action(async (id: string) => {
      const { closeCampaignAsOwner } = await import("@scrip/usecases/plans/codes/campaigns");
      const { RefusedError } = await import("@scrip/usecases/refused");
      const { name } = await withOwner(console, ({ platform }) => closeCampaignAsOwner(platform, id)).catch(
        (error: unknown) => {
          throw error instanceof RefusedError ? new CouldNotRun(error.message) : error;
        },
      );
      console.note(`The campaign "${name}" has ended.`);
    });
}
