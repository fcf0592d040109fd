import { balanceRouter } from "./balance/router.ts";
import { chargesRouter } from "./charges/router.ts";
import { clocksRouter } from "./clocks/router.ts";
import { entriesRouter } from "./entries/router.ts";
import { grantsRouter } from "./grants/router.ts";
import { holdsRouter } from "./holds/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { ledgerRouter } from "./ledger/router.ts";
import { organizationsRouter } from "./organizations/router.ts";
import { router } from "./trpc.ts";

/** Everything that can be called. */
export const appRouter = router({
  organizations: organizationsRouter,
  clocks: clocksRouter,
  grants: grantsRouter,
  holds: holdsRouter,
  charges: chargesRouter,
  jobs: jobsRouter,
  balance: balanceRouter,
  entries: entriesRouter,
  ledger: ledgerRouter,
});

export type AppRouter = typeof appRouter;
