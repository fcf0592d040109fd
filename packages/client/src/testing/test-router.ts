import { redeemAnswer, redeemCodeInput } from "@scrip/contract/codes";
import { contractAnswer, contractsAnswer, createContractInput, endContractInput } from "@scrip/contract/contracts";
import {
  checkEntitlementInput,
  entitlementAnswer,
  entitlementsAnswer,
  entitlementUseAnswer,
  releaseEntitlementInput,
  useEntitlementInput,
} from "@scrip/contract/entitlements";
import {
  estimateJobInput,
  failJobInput,
  finishJobInput,
  getJobInput,
  jobAnswer,
  jobDetails,
  jobEstimate,
  resumeJobInput,
  settleEpochInput,
  startJobInput,
} from "@scrip/contract/jobs";
import { balanceAnswer } from "@scrip/contract/ledger/balance";
import { chargeAnswer, createChargeInput, refundAnswer, refundChargeInput } from "@scrip/contract/ledger/charges";
import { forgiveAnswer, forgiveDebtInput } from "@scrip/contract/ledger/debts";
import { entriesPage, listEntriesInput } from "@scrip/contract/ledger/entries";
import {
  cancelAnswer,
  cancelGrantInput,
  createGrantInput,
  grantAnswer,
  grantsPage,
  listGrantsInput,
  reinstateAnswer,
  reinstateGrantInput,
  revokeAnswer,
  revokeGrantInput,
} from "@scrip/contract/ledger/grants";
import {
  holdAnswer,
  placeHoldInput,
  releaseHoldInput,
  settleHoldInput,
  voidHoldInput,
} from "@scrip/contract/ledger/holds";
import { verifyAnswer, verifyInput } from "@scrip/contract/ledger/verify";
import {
  advanceClockInput,
  clockAnswer,
  createClockInput,
  createOrganizationInput,
  nextDueAnswer,
  organizationAnswer,
} from "@scrip/contract/organizations";
import { changePlanInput, planAnswer, planCommandInput, subscribeInput } from "@scrip/contract/plans";
import { budgetInput, budgetsAnswer, changedBudgetAnswer, setBudgetInput } from "@scrip/contract/usage/budgets";
import {
  endpointAnswer,
  endpointDetails,
  endpointsPage,
  endpointsSum,
  getEndpointInput,
  listEndpointsInput,
  scaleEndpointInput,
  startEndpointInput,
  stopEndpointInput,
  sumEndpointsInput,
} from "@scrip/contract/usage/endpoints";
import { listUsageInput, reportUsageInput, usagePage, usageReported } from "@scrip/contract/usage/events";
import {
  getVolumeInput,
  listStorageInput,
  setStorageInput,
  storageAnswer,
  storageSum,
  sumStorageInput,
  volumeDetails,
  volumesPage,
} from "@scrip/contract/usage/storage";
import { whatIfAnswer, whatIfInput } from "@scrip/contract/what-if";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { initTRPC } from "@trpc/server";
import * as canned from "./canned-answers.ts";

const t = initTRPC.create({
  isDev: false,
  errorFormatter: ({ shape }) => ({ ...shape, data: { ...shape.data, scrip: { code: "bad_input" } } }),
});
const call = t.procedure;

/**
 * The API's procedures with the contract's own schemas and canned answers. With it a test checks the real
 * wire format in both directions without a database.
 */
export const testRouter = t.router({
  organizations: t.router({
    create: call
      .input(createOrganizationInput)
      .output(organizationAnswer)
      .mutation(({ input }) => canned.organization(input)),
  }),
  plans: t.router({
    get: call
      .input(organizationInput)
      .output(planAnswer)
      .query(() => canned.plan),
    subscribe: call
      .input(subscribeInput)
      .output(planAnswer)
      .mutation(() => canned.plan),
    change: call
      .input(changePlanInput)
      .output(planAnswer)
      .mutation(() => canned.plan),
    cancel: call
      .input(planCommandInput)
      .output(planAnswer)
      .mutation(() => canned.plan),
    undo: call
      .input(planCommandInput)
      .output(planAnswer)
      .mutation(() => canned.plan),
  }),
  clocks: t.router({
    create: call
      .input(createClockInput)
      .output(clockAnswer)
      .mutation(({ input }) => ({ at: input.at, ran: 0 })),
    advance: call
      .input(advanceClockInput)
      .output(clockAnswer)
      .mutation(({ input }) => ({ at: input.to, ran: 2 })),
    next: call
      .input(organizationInput)
      .output(nextDueAnswer)
      .query(() => ({ at: canned.NOON })),
  }),
  contracts: t.router({
    create: call
      .input(createContractInput)
      .output(contractAnswer)
      .mutation(({ input }) => canned.contract(input)),
    end: call
      .input(endContractInput)
      .output(contractAnswer)
      .mutation(() => canned.contract({})),
    list: call
      .input(organizationInput)
      .output(contractsAnswer)
      .query(() => ({ contracts: [canned.contract({})] })),
  }),
  grants: t.router({
    create: call
      .input(createGrantInput)
      .output(grantAnswer)
      .mutation(({ input }) => canned.grant(input.amount)),
    list: call
      .input(listGrantsInput)
      .output(grantsPage)
      .query(() => canned.grants),
    cancel: call
      .input(cancelGrantInput)
      .output(cancelAnswer)
      .mutation(({ input }) => canned.cancel(input)),
    revoke: call
      .input(revokeGrantInput)
      .output(revokeAnswer)
      .mutation(({ input }) => canned.revoke(input)),
    reinstate: call
      .input(reinstateGrantInput)
      .output(reinstateAnswer)
      .mutation(({ input }) => canned.reinstate(input)),
  }),
  holds: t.router({
    place: call
      .input(placeHoldInput)
      .output(holdAnswer)
      .mutation(({ input }) => canned.hold({ open: input.amount })),
    settle: call
      .input(settleHoldInput)
      .output(holdAnswer)
      .mutation(({ input }) => canned.hold({ charged: input.amount })),
    release: call
      .input(releaseHoldInput)
      .output(holdAnswer)
      .mutation(({ input }) => canned.hold({ released: input.amount })),
    void: call
      .input(voidHoldInput)
      .output(holdAnswer)
      .mutation(() => canned.hold({})),
  }),
  charges: t.router({
    create: call
      .input(createChargeInput)
      .output(chargeAnswer)
      .mutation(({ input }) => canned.charge(input.amount)),
    refund: call
      .input(refundChargeInput)
      .output(refundAnswer)
      .mutation(({ input }) => canned.refund(input)),
  }),
  usage: t.router({
    report: call
      .input(reportUsageInput)
      .output(usageReported)
      .mutation(({ input }) => canned.reported(input.events)),
    list: call
      .input(listUsageInput)
      .output(usagePage)
      .query(() => ({ events: [], next: null })),
  }),
  storage: t.router({
    set: call
      .input(setStorageInput)
      .output(storageAnswer)
      .mutation(({ input }) => canned.stored(input.volume)),
    get: call
      .input(getVolumeInput)
      .output(volumeDetails)
      .query(({ input }) => canned.volume(input.volume)),
    list: call
      .input(listStorageInput)
      .output(volumesPage)
      .query(() => ({ volumes: [], next: null })),
    sum: call
      .input(sumStorageInput)
      .output(storageSum)
      .query(() => ({ from: 0, until: 0, at: 0, resources: [] })),
  }),
  endpoints: t.router({
    start: call
      .input(startEndpointInput)
      .output(endpointAnswer)
      .mutation(({ input }) => canned.endpoint(input.endpoint)),
    scale: call
      .input(scaleEndpointInput)
      .output(endpointAnswer)
      .mutation(({ input }) => canned.endpoint(input.endpoint)),
    stop: call
      .input(stopEndpointInput)
      .output(endpointAnswer)
      .mutation(({ input }) => canned.endpoint(input.endpoint)),
    get: call
      .input(getEndpointInput)
      .output(endpointDetails)
      .query(({ input }) => ({ ...canned.endpointLine(input.endpoint), at: canned.NOON })),
    list: call
      .input(listEndpointsInput)
      .output(endpointsPage)
      .query(() => ({ endpoints: [canned.endpointLine("chat")], at: canned.NOON, next: null })),
    sum: call
      .input(sumEndpointsInput)
      .output(endpointsSum)
      .query(() => canned.endpointsSum),
  }),
  budgets: t.router({
    list: call
      .input(organizationInput)
      .output(budgetsAnswer)
      .query(() => ({ budgets: [canned.budget] })),
    set: call
      .input(setBudgetInput)
      .output(changedBudgetAnswer)
      .mutation(() => ({})),
    remove: call
      .input(budgetInput)
      .output(changedBudgetAnswer)
      .mutation(() => ({})),
  }),
  debts: t.router({
    forgive: call
      .input(forgiveDebtInput)
      .output(forgiveAnswer)
      .mutation(({ input }) => canned.forgive(input)),
  }),
  jobs: t.router({
    estimate: call
      .input(estimateJobInput)
      .output(jobEstimate)
      .query(() => canned.estimate),
    whatIf: call
      .input(whatIfInput)
      .output(whatIfAnswer)
      .query(() => canned.tried),
    start: call
      .input(startJobInput)
      .output(jobAnswer)
      .mutation(({ input }) => canned.job(input.job)),
    settleEpoch: call
      .input(settleEpochInput)
      .output(jobAnswer)
      .mutation(({ input }) => canned.job(input.job)),
    complete: call
      .input(finishJobInput)
      .output(jobAnswer)
      .mutation(({ input }) => canned.job(input.job)),
    cancel: call
      .input(finishJobInput)
      .output(jobAnswer)
      .mutation(({ input }) => canned.job(input.job)),
    fail: call
      .input(failJobInput)
      .output(jobAnswer)
      .mutation(({ input }) => canned.job(input.job)),
    resume: call
      .input(resumeJobInput)
      .output(jobAnswer)
      .mutation(({ input }) => canned.job(input.job)),
    get: call
      .input(getJobInput)
      .output(jobDetails)
      .query(({ input }) => canned.details(input.job)),
  }),
  entitlements: t.router({
    check: call
      .input(checkEntitlementInput)
      .output(entitlementAnswer)
      .query(() => canned.entitlement),
    list: call
      .input(organizationInput)
      .output(entitlementsAnswer)
      .query(() => ({ plan: "free", entitlements: [canned.entitlement] })),
    use: call
      .input(useEntitlementInput)
      .output(entitlementUseAnswer)
      .mutation(() => canned.use),
    release: call
      .input(releaseEntitlementInput)
      .output(entitlementUseAnswer)
      .mutation(() => canned.use),
  }),
  codes: t.router({
    redeem: call
      .input(redeemCodeInput)
      .output(redeemAnswer)
      .mutation(() => ({ grant: canned.UUID, amount: 25_000_000n, expiresAt: null })),
  }),
  balance: t.router({
    get: call
      .input(organizationInput)
      .output(balanceAnswer)
      .query(() => canned.fullBalance),
  }),
  entries: t.router({
    list: call
      .input(listEntriesInput)
      .output(entriesPage)
      .query(({ input }) => canned.page(input)),
  }),
  ledger: t.router({
    verify: call
      .input(verifyInput)
      .output(verifyAnswer)
      .query(() => canned.verified),
  }),
});

/** The same types as the API's router; a type test compares them. */
export type AppRouter = typeof testRouter;
