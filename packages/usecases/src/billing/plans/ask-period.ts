import type { PaymentAttemptRow } from "@scrip/db/billing";
import { InvariantError, inOrganization, queryOf } from "@scrip/db/connection";
import { getOrganizationAt } from "@scrip/db/organizations";
import { lastLink } from "@scrip/db/plans";
import { saleFromJson } from "@scrip/domain/billing/documents";
import type { GatewayOutcome, PeriodCharge } from "@scrip/domain/billing/gateway";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { chargeOf } from "../attempts/charge-of.ts";
import { keepClock } from "../attempts/keep-clock.ts";
import { type Ask, NO_ANSWER } from "../attempts/send-attempt.ts";
import { periodOf } from "../outcomes/plan-period.ts";
import { followSubscription } from "./follow-subscription.ts";

/**
 * Takes the payment of a period without the member: by the invoice that the gateway made for it, or by a subscription
 * that begins with it. The gateway's clock of an organization on a test clock is moved first, so that the invoice is there.
 */
export const askPeriod: Ask = async (deps, attempt) => {
  const { charge, linkId } = await periodCharge(deps, attempt);
  await keepClock(deps, attempt.orgId);
  // A member may have cancelled at the gateway, and the news may be late. Nothing is charged then.
  if (linkId !== null && (await followSubscription(deps, attempt.orgId, linkId)) === "end") return GIVEN_UP;
  return requireGateway(deps).subscriptions.pay(charge, linkId);
};

/** The plan ended before its payment was asked for. */
const GIVEN_UP: GatewayOutcome = { ...NO_ANSWER, seen: { kind: "failed", why: "abandoned" } };

/** A period as the gateway is asked for it. */
interface AskedPeriod {
  readonly charge: PeriodCharge;
  /** The gateway's subscription of the period before; `null` for a first period. */
  readonly linkId: string | null;
}

/** Puts together what the gateway is asked for. */
export function periodCharge({ homes, books }: AttemptDeps, attempt: PaymentAttemptRow): Promise<AskedPeriod> {
  const { orgId } = attempt;
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await getOrganizationAt(tx, orgId);
    if (organization === null) throw new InvariantError(`there is no organization ${orgId}`);
    const { subscriptionId, month } = periodOf(attempt);
    const [line] = saleFromJson(attempt.sale).lines;
    if (line?.of !== "plan") throw new InvariantError(`the attempt ${attempt.id} sells no plan`);
    const catalog = await books.catalogOf(organization.catalogVersion, queryOf(tx));
    const title = `${catalog.plans[line.plan]?.title ?? line.plan}, ${line.period}`;
    const link = await lastLink(tx, orgId, subscriptionId);
    return {
      charge: {
        ...chargeOf(attempt),
        lines: [{ title, net: line.net }],
        subscriptionId,
        plan: line.plan,
        interval: line.period === "yearly" ? "year" : "month",
        month,
        startsAt: line.from,
        endsAt: line.until,
      },
      linkId: link?.id ?? null,
    };
  });
}
