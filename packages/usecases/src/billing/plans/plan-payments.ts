import { moveAttempt, PaymentAttemptEntity, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization, OrganizationMissing, retrying } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import type { DocumentLine } from "@scrip/domain/billing/documents";
import { GatewayError } from "@scrip/domain/billing/gateway";
import type { Catalog } from "@scrip/domain/catalog";
import type { PlanCharge, PlanPaymentOutcome, PlanPayments } from "../../payments/plan-payments.ts";
import { ensureAccount } from "../account/ensure-account.ts";
import { saleOf } from "../account/sale-of.ts";
import { type AttemptDeps, gatewayUnavailable, requireGateway } from "../attempts/attempt-deps.ts";
import { isEnded } from "../attempts/book-outcome.ts";
import { inAttempt } from "../attempts/in-attempt.ts";
import { keepClock } from "../attempts/keep-clock.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import { resolveAttempt } from "../attempts/resolve-attempt.ts";
import { askSaved, submitAttempt } from "../attempts/send-attempt.ts";
import { mayCharge } from "../charging/may-charge.ts";
import { askPeriod, periodCharge } from "./ask-period.ts";

/**
 * Collects the price of plans over the gateway. Each try of a payment is an attempt, whose outcome is kept for ever and
 * books itself: it starts the plan, or pays its period. An attempt over a page waits for the member.
 * @returns nothing where the platform takes no payments; a charge throws TransientError if its page could not be opened
 * @source docs/rules.md#plans-at-the-gateway
 */
export function planPaymentsOf(deps: AttemptDeps): PlanPayments | undefined {
  return deps.gateway === undefined ? undefined : { charge: (charge) => chargePlan(deps, charge).catch(tryAgain) };
}

/** A gateway that does not answer is no error of the caller, who may try again under the same name. */
function tryAgain(error: unknown): never {
  throw error instanceof GatewayError ? gatewayUnavailable(error) : error;
}

/** How the gateway is asked for a plan: by the invoice of a subscription. */
const ASKS = { saved: askSaved, invoice: askPeriod };

async function chargePlan(deps: AttemptDeps, charge: PlanCharge): Promise<PlanPaymentOutcome> {
  const known = await attemptOf(deps, charge);
  if (known !== null && isEnded(known)) return outcomeOf(known);
  if (deps.gateway === undefined || !(await mayCharge(deps.homes))) return { state: "unknown" };
  const attempt = known ?? (await newAttempt(deps, charge));
  if (attempt === null) return { state: "declined" };
  if (attempt.way === "page" && attempt.pageId === null && charge.origin !== null)
    await openPage(deps, attempt, charge.origin);
  else await resolveAttempt(deps, { orgId: attempt.orgId, kind: "resolve_attempt", refId: attempt.id }, ASKS);
  const now = await attemptOf(deps, charge);
  return now === null ? { state: "unknown" } : outcomeOf(now);
}

function attemptOf({ homes }: AttemptDeps, charge: PlanCharge): Promise<PaymentAttemptRow | null> {
  const { orgId, subscriptionId, month, attempt } = charge;
  return inOrganization(homes.organizations, orgId, (tx) =>
    tx.repository(PaymentAttemptEntity).findOneBy({ orgId, subscriptionId, month, try: attempt }),
  );
}

/** Writes the attempt down. @returns `null` for a page that nobody waits for */
async function newAttempt(deps: AttemptDeps, charge: PlanCharge): Promise<PaymentAttemptRow | null> {
  const { orgId, subscriptionId, month, attempt, actor } = charge;
  const account = await ensureAccount(deps, orgId);
  const way = await wayOf(deps, charge, account.customer);
  if (way === "page" && charge.origin === null) return null;
  const sale = await saleOf(deps, orgId, [lineOf(charge)]);
  return retrying(() =>
    inOrganization(deps.homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new OrganizationMissing(orgId);
      const period = { subscriptionId, month, try: attempt };
      // Another process may have been faster.
      const there = await tx.repository(PaymentAttemptEntity).findOneBy({ orgId, ...period });
      return there ?? makeAttempt(tx, organization, { purpose: "subscription", way, sale, account, actor, period });
    }),
  );
}

/** Without a saved method a member pays on a page. */
async function wayOf(deps: AttemptDeps, { way }: PlanCharge, customer: string): Promise<"page" | "invoice"> {
  if (way !== "saved") return way;
  const methods = await requireGateway(deps).methods.list(customer);
  return methods.some(({ isDefault }) => isDefault) ? "invoice" : "page";
}

function lineOf({ plan, interval, startsAt, endsAt, amount }: PlanCharge): DocumentLine<Catalog> {
  const period = interval === "year" ? "yearly" : "monthly";
  return { of: "plan", plan, period, from: startsAt, until: endsAt, net: amount };
}

/** Opens the page of the gateway on which the member pays. The outcome comes by event, by the way back, or by look-up. */
async function openPage(deps: AttemptDeps, created: PaymentAttemptRow, origin: string): Promise<void> {
  const { orgId, id } = created;
  const attempt = await submitAttempt(deps, orgId, id);
  const { charge } = await periodCharge(deps, attempt);
  await keepClock(deps, orgId);
  const home = `${origin}/o/org_${orgId}`;
  const urls = { done: `${home}/billing/return?attempt=attempt_${id}`, back: `${home}/plan` };
  const page = await requireGateway(deps).pages.openSubscription(charge, urls);
  await inAttempt(deps, orgId, id, async ({ tx, attempt: now }) => {
    await moveAttempt(tx, now, [], { pageId: page.id, pageUrl: page.url });
  });
}

function outcomeOf({ state, paymentId }: PaymentAttemptRow): PlanPaymentOutcome {
  if (state === "succeeded") return { state: "paid", ref: paymentId };
  return state === "failed" ? { state: "declined" } : { state: "unknown" };
}
