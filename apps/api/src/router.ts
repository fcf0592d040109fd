import { activityRouter } from "./activity/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { balanceRouter } from "./ledger/balance-router.ts";
import { chargesRouter } from "./ledger/charges-router.ts";
import { debtsRouter } from "./ledger/debts-router.ts";
import { entriesRouter } from "./ledger/entries-router.ts";
import { grantsRouter } from "./ledger/grants-router.ts";
import { holdsRouter } from "./ledger/holds-router.ts";
import { ledgerRouter } from "./ledger/router.ts";
import { liveRouter } from "./live/router.ts";
import { clocksRouter } from "./organizations/clocks-router.ts";
import { organizationsRouter } from "./organizations/router.ts";
import { overviewRouter } from "./overview/router.ts";
import { sessionRouter } from "./session/router.ts";
import { router } from "./trpc/trpc.ts";

/** All procedures. */
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
