import { TransientError } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import { GatewayError } from "@scrip/domain/billing/gateway";
import { type AttemptDeps, gatewayUnavailable } from "../attempts/attempt-deps.ts";
import { verifyTaxId } from "../tax-id/verify-tax-id.ts";
import { inTopUp } from "../top-up-state/in-top-up.ts";
import { refreshMethods } from "./refresh-methods.ts";

/** How long the work waits for a gateway that does not answer. */
const WAIT_MS = 10 * 60_000;

/**
 * Brings the gateway's customer to the billing details of an organization, and reads its payment methods again, as due work:
 * the details changed, or a card expires soon or has expired. Safe to repeat.
 */
export async function refreshAccount(deps: AttemptDeps, { orgId }: DueWork): Promise<void> {
  if (deps.gateway === undefined) throw gatewayUnavailable(new Error("this process has no gateway"));
  try {
    await verifyTaxId(deps, orgId);
    await refreshMethods(deps, orgId);
  } catch (error) {
    const isAway = error instanceof TransientError || (error instanceof GatewayError && error.kind === "unavailable");
    if (!isAway) throw error;
    await inTopUp(deps, { orgId, caller: null }, ({ organization, setDue }) =>
      setDue("refresh_account", orgId, organization.time.getTime() + WAIT_MS),
    );
  }
}
