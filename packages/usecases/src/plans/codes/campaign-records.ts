import type { Campaign } from "@scrip/db/plans/codes";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { formatUsd } from "@scrip/domain/money";
import { campaignTotal } from "@scrip/domain/plans/codes";
import { auditActor, type OperatorCaller } from "../../operators/operator-caller.ts";

/** The caller of a record about a campaign. */
export type By = Pick<AuditRecord, "actor" | "from">;

/** The command line, as the database's owner. */
export const BY_COMMAND_LINE: By = { actor: { type: "system", id: null }, from: null };

/** An operator with their request. */
export function byOperator(operator: OperatorCaller): By {
  return { actor: auditActor(operator), from: operator.from };
}

/** The part of an audit record that is about a campaign. */
export function about(
  campaign: Campaign,
  action: AuditRecord["action"],
): Pick<AuditRecord, "action" | "target" | "outcome"> & { readonly details: Record<string, string | number> } {
  const { id, name, amount } = campaign;
  const total = campaignTotal(campaign);
  const details = { name, amount: String(amount), ...(total !== null && { total: String(total) }) };
  return { action, target: { type: "campaign", id }, outcome: "done", details };
}

/** A campaign in one line, such as `a campaign of codes, "Meetup", of at most $2,000.00`. */
export function campaignInWords(campaign: Campaign): string {
  const total = campaignTotal(campaign);
  const size = total === null ? "without a limit" : `of at most ${formatUsd(total)}`;
  return `a campaign of codes, "${campaign.name}", ${size}`;
}
