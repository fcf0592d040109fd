/**
 * A process of callers with its own ledger. It sends `ready` to its parent. For each duration that the parent sends,
 * it calls for that time and answers with the number of calls per second. It ends when its parent ends.
 */
import type { RoleUrls } from "@scrip/db/connection";
import { closedLoop } from "./callers.ts";
import { openBenchLedger } from "./open-ledger.ts";
import { charge } from "./work.ts";

/** The argument of the process, as JSON. */
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
// Keep the process alive between two rounds, when its database connections may be closed.
process.channel?.ref();
process.send?.("ready");
