import type { DueWork } from "@scrip/db/due";
import { GatewayError } from "@scrip/domain/billing/gateway";
import { type AttemptDeps, gatewayUnavailable } from "../attempts/attempt-deps.ts";
import { inTopUp } from "../top-up-state/in-top-up.ts";
import { refreshMethods } from "./refresh-methods.ts";

/** How long the work waits for a gateway that does not answer. */
const WAIT_MS = 10 * 60_000;

/** Reads the payment methods of an organization again, as due work: a card expires soon, or has expired. Safe to repeat. */
export async function refreshAccount(deps: AttemptDeps, { orgId }: DueWork): Promise<void> {
  if (deps.gateway === undefined) throw gatewayUnavailable(new Error("this process has no gateway"));
  try {
    await refreshMethods(deps, orgId);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== "unavailable") throw error;
    await inTopUp(deps, { orgId, caller: null }, ({ organization, setDue }) =>
      setDue("refresh_account", orgId, organization.time.getTime() + WAIT_MS),
    );
  }
}
