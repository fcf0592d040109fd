/**
 * Callers of a ledger of their own, in a process of their own. It says when it is ready, calls for as long as it is
 * told to and says how many calls a second that were. It ends with the process that started it.
 */
import type { RoleUrls } from "@scrip/db/connection";
import { closedLoop } from "./callers.ts";
import { openBenchLedger } from "./open-ledger.ts";
import { charge } from "./work.ts";

/** What the process is started with, as JSON. */
export interface CallerOrders {
  readonly urls: RoleUrls;
  readonly role: "app" | "worker";
  readonly lanes: number;
  readonly callers: number;
  readonly orgId: string;
}

const { urls, role, lanes, callers, orgId } = JSON.parse(process.argv[2] ?? "") as CallerOrders;
const { ledger, close } = await openBenchLedger({ urls }, { role, lanes });
process.on("message", (durationMs) => {
  void closedLoop(callers, Number(durationMs), () => charge(ledger, orgId)).then(
    ({ perSecond }) => process.send?.(perSecond),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once("disconnect", () => void close());
// Between two rounds its connections may end, and then nothing else would keep it alive.
process.channel?.ref();
process.send?.("ready");
