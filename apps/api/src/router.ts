import { accountsRouter } from "./access/accounts-router.ts";
import { invitationsRouter } from "./access/invitations-router.ts";
import { keysRouter } from "./access/keys-router.ts";
import { membersRouter } from "./access/members-router.ts";
import { platformKeysRouter } from "./access/platform-keys-router.ts";
import { activityRouter } from "./activity/router.ts";
import { auditRouter } from "./audit/router.ts";
import { billingRouter } from "./billing/router.ts";
import { catalogRouter } from "./catalog/router.ts";
import { demoRouter } from "./demo/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { balanceRouter } from "./ledger/balance-router.ts";
import { chargesRouter } from "./ledger/charges-router.ts";
import { debtsRouter } from "./ledger/debts-router.ts";
import { entriesRouter } from "./ledger/entries-router.ts";
import { grantsRouter } from "./ledger/grants-router.ts";
import { holdsRouter } from "./ledger/holds-router.ts";
import { ledgerRouter } from "./ledger/router.ts";
import { liveRouter } from "./live/router.ts";
import { alertsRouter } from "./notices/alerts-router.ts";
import { inboxRouter } from "./notices/inbox-router.ts";
import { webhooksRouter } from "./notices/webhooks-router.ts";
import { approvalsRouter } from "./operators/approvals-router.ts";
import { operatorsRouter } from "./operators/router.ts";
import { clocksRouter } from "./organizations/clocks-router.ts";
import { organizationsRouter } from "./organizations/router.ts";
import { overviewRouter } from "./overview/router.ts";
import { campaignsRouter, codesRouter } from "./plans/codes-router.ts";
import { contractsRouter } from "./plans/contracts-router.ts";
import { entitlementsRouter } from "./plans/entitlements-router.ts";
import { plansRouter } from "./plans/router.ts";
import { salesRouter } from "./plans/sales-router.ts";
import { searchRouter } from "./search/router.ts";
import { sessionRouter } from "./session/router.ts";
import { ssoRouter } from "./sso/router.ts";
import { router } from "./trpc/trpc.ts";
import { budgetsRouter } from "./usage/budgets-router.ts";
import { endpointsRouter } from "./usage/endpoints-router.ts";
import { usageRouter } from "./usage/router.ts";
import { storageRouter } from "./usage/storage-router.ts";

/** All procedures. */
export const appRouter = router({
  organizations: organizationsRouter,
  keys: keysRouter,
  members: membersRouter,
  invitations: invitationsRouter,
  accounts: accountsRouter,
  platformKeys: platformKeysRouter,
  clocks: clocksRouter,
  billing: billingRouter,
  plans: plansRouter,
  contracts: contractsRouter,
  grants: grantsRouter,
  holds: holdsRouter,
  charges: chargesRouter,
  debts: debtsRouter,
  jobs: jobsRouter,
  storage: storageRouter,
  budgets: budgetsRouter,
  alerts: alertsRouter,
  webhooks: webhooksRouter,
  endpoints: endpointsRouter,
  balance: balanceRouter,
  entries: entriesRouter,
  activity: activityRouter,
  usage: usageRouter,
  audit: auditRouter,
  catalog: catalogRouter,
  entitlements: entitlementsRouter,
  codes: codesRouter,
  campaigns: campaignsRouter,
  sales: salesRouter,
  overview: overviewRouter,
  search: searchRouter,
  operators: operatorsRouter,
  approvals: approvalsRouter,
  ledger: ledgerRouter,
  demo: demoRouter,
  session: sessionRouter,
  sso: ssoRouter,
  inbox: inboxRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;
