import { activityRouter } from "./activity/router.ts";
import { balanceRouter } from "./balance/router.ts";
import { chargesRouter } from "./charges/router.ts";
import { clocksRouter } from "./clocks/router.ts";
import { debtsRouter } from "./debts/router.ts";
import { entriesRouter } from "./entries/router.ts";
import { grantsRouter } from "./grants/router.ts";
import { holdsRouter } from "./holds/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { ledgerRouter } from "./ledger/router.ts";
import { liveRouter } from "./live/router.ts";
import { organizationsRouter } from "./organizations/router.ts";
import { overviewRouter } from "./overview/router.ts";
import { sessionRouter } from "./session/router.ts";
import { router } from "./trpc.ts";

/** Everything that can be called. */
export const appRouter = router({
  organizations: organizationsRouter,
  clocks: clocksRouter,
  grants: grantsRouter,
  holds: holdsRouter,
  charges: chargesRouter,
  debts: debtsRouter,
  jobs: jobsRouter,
  balance: balanceRouter,
  entries: entriesRouter,
  activity: activityRouter,
  overview: overviewRouter,
  ledger: ledgerRouter,
  session: sessionRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;
