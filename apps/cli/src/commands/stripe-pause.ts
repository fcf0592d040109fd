import type { Command } from "commander";
import type { Console } from "../console.ts";
import { withOwner } from "./with-owner.ts";

export function addStripePause(stripe: Command, console: Console): void {
  stripe
    .command("pause")
    .summary("start no payment any more")
    .description(
      "Starts no payment for any organization until `scrip stripe resume`.\n" +
        "Payments that were started before are looked up and booked all the same.",
    )
    .requiredOption("--reason <text>", "why; the audit log and the operators' pages show it")
    .action(({ reason }: { reason: string }) => set(console, true, reason));
  stripe
    .command("resume")
    .summary("take payments again")
    .description("Ends a pause of charging. It does not end the wait after a restore: only `reconcile` does.")
    .requiredOption("--reason <text>", "why; the audit log shows it")
    .action(({ reason }: { reason: string }) => set(console, false, reason));
}

async function set(console: Console, isPaused: boolean, reason: string): Promise<void> {
  const { setPauseAsOwner } = await import("@scrip/usecases/operators/pause-charging");
  const { whyNotCharging } = await import("@scrip/usecases/billing/charging/may-charge");
  const off = await withOwner(console, async ({ platform }) => {
    await setPauseAsOwner(platform, { isPaused, reason });
    return whyNotCharging(platform);
  });
  if (off === null) console.note("Payments are taken.");
  else if (off.reason === "paused") console.note("Charging is paused: no payment is started.");
  else console.note(`Charging is off until payments are reconciled. ${off.why}`);
}
