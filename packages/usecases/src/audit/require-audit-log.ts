import { inOrganization } from "@scrip/db/connection";
import { checkFeature } from "@scrip/domain/plans/feature";
import type { Deps } from "../deps.ts";
import { requireStanding, termsOf } from "../plans/entitlements/read-entitlements.ts";
import { refused } from "../refused.ts";

/**
 * Requires that the plan of an organization shows the audit log. The log itself is written on every plan.
 * @throws RefusedError `not_in_plan`, `organization_not_found`
 * @source docs/audit.md#who-may-read-it
 */
export async function requireAuditLog(deps: Pick<Deps, "homes" | "books">, orgId: string): Promise<void> {
  const standing = await inOrganization(deps.homes.organizations, orgId, (tx) => requireStanding(tx, orgId));
  const allowed = checkFeature(await termsOf(deps.books, standing), "audit_log");
  if (allowed.ok) return;
  const { needed } = allowed.error;
  const hint = needed === null ? "" : ` The plan "${needed}" does.`;
  throw refused("not_in_plan", `Your plan does not show the audit log.${hint}`, allowed.error);
}
