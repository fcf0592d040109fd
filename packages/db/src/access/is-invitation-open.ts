import type { OrganizationsSource } from "../connection/home-source.ts";
import { inOrganization } from "../connection/in-home.ts";
import { InvitationEntity, type InvitationRow } from "./invitation.entity.ts";

/**
 * Whether an invitation is still open, and was not sent again meanwhile: each sending moves its end.
 * @param invitation `expiresAt` is the end that the sent link was to have
 */
export function isInvitationOpen(
  organizations: OrganizationsSource,
  { orgId, id, expiresAt }: Pick<InvitationRow, "orgId" | "id" | "expiresAt">,
): Promise<boolean> {
  return inOrganization(organizations, orgId, (tx) =>
    tx.repository(InvitationEntity).existsBy({ orgId, id, expiresAt, state: "open" }),
  );
}
