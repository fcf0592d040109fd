import type { Role } from "@scrip/domain/access";
import { type Caller, type Deps, FROM_WITHIN } from "../deps.ts";
import { renameOrganization } from "../organizations/rename-organization.ts";
import { transferOrganization } from "../organizations/transfer-organization.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { removeMember } from "./change-member.ts";
import { revokeInvitation } from "./end-invitation.ts";
import { eraseAccount } from "./erase-account.ts";
import { grantSignupCredit } from "./grant-signup-credit.ts";
import { inviteMember } from "./invite-member.ts";

/** An act that a test runs in a process of its own, and again in its own process. */
export type Act =
  | { readonly do: "invite"; readonly by: Caller; readonly email: string; readonly role: Role }
  | { readonly do: "accept"; readonly personId: string; readonly token: string }
  | { readonly do: "revoke"; readonly by: Caller; readonly invitation: string }
  | { readonly do: "remove"; readonly by: Caller; readonly person: string }
  | { readonly do: "transfer"; readonly by: Caller; readonly to: string }
  | { readonly do: "rename"; readonly by: Caller; readonly name: string }
  | { readonly do: "credit"; readonly personId: string }
  | { readonly do: "erase"; readonly personId: string };

export type ActDeps = Pick<Deps, "homes" | "books" | "ledger" | "catalogVersion">;

/** Runs an act. */
export async function runAct(deps: ActDeps, act: Act): Promise<void> {
  switch (act.do) {
    case "invite":
      await inviteMember(deps, act.by, act, "https://scrip.example.com");
      break;
    case "accept":
      await acceptInvitation(deps, act.personId, act.token, FROM_WITHIN);
      break;
    case "revoke":
      await revokeInvitation(deps, act.by, act.invitation);
      break;
    case "remove":
      await removeMember(deps, act.by, act);
      break;
    case "transfer":
      await transferOrganization(deps, act.by, act);
      break;
    case "rename":
      await renameOrganization(deps, act.by, act);
      break;
    case "credit":
      await grantSignupCredit(deps, act.personId);
      break;
    case "erase":
      await eraseAccount(deps, act.personId, { actor: { type: "member", id: act.personId }, from: FROM_WITHIN });
      break;
  }
}
