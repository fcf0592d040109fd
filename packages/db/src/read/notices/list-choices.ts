import { type EventKind, eventSpec } from "@scrip/contract/notices/events";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { inboxOf } from "./inbox-of.ts";

/** Whether a member gets e-mails about a kind of notices. */
export interface EmailChoice {
  readonly kind: EventKind;
  readonly email: boolean;
  /** What applies to a member who chose nothing. */
  readonly isDefault: boolean;
}

/**
 * Lists the kinds that a member may see, with what they chose.
 * @throws OrganizationMissing
 */
export async function listChoices(
  organizations: OrganizationsSource,
  { orgId, personId }: { readonly orgId: string; readonly personId: string },
): Promise<readonly EmailChoice[]> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const inbox = await inboxOf(query, orgId, personId);
    const rows = await query({
      text: "SELECT kind, is_on FROM notice_choices WHERE org_id = $1 AND person_id = $2 AND channel = 'email'",
      values: [orgId, personId],
    });
    const chosen = new Map(rows.map(({ kind, is_on: isOn }) => [kind as string, isOn as boolean]));
    return (inbox?.kinds ?? []).map((kind) => {
      const own = chosen.get(kind);
      return { kind, email: own ?? eventSpec(kind).email, isDefault: own === undefined };
    });
  });
}
