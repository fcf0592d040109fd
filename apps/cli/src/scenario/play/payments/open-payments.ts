import { hostOf, openGateway } from "@scrip/payments";
import type { AttemptDeps } from "@scrip/usecases/billing/attempts/attempt-deps";
import { planPaymentsOf } from "@scrip/usecases/billing/plans/plan-payments";
import type { OwnServer } from "../../../server/temporary-server.ts";
import { CardPayments } from "./card-payments.ts";
import { StripeDesk } from "./stripe-desk.ts";

/** Opens the payments of a server. @returns a function of an organization's id; `null` if the server takes none */
export async function openPayments(
  { stripe }: OwnServer,
  deps: Omit<AttemptDeps, "gateway">,
): Promise<((orgId: string) => CardPayments) | null> {
  if (stripe === undefined) return null;
  const gateway = openGateway({ secretKey: stripe.secretKey, webhookSecrets: [], host: hostOf(stripe.url) });
  const paying = { ...deps, gateway };
  const all = { ...paying, payments: planPaymentsOf(paying) };
  const desk = new StripeDesk(stripe);
  return (orgId) => new CardPayments(all, desk, orgId);
}
