import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { ROLE_TITLES } from "../../../words/role-words.ts";
import type { Invitation } from "./invitation.ts";

/** Who invites, to what, and until when. */
export function Terms({ invitation }: { readonly invitation: Invitation }) {
  const { inviter, role, email, expiresAt } = invitation;
  return (
    <DescriptionList
      items={[
        ...(inviter === null ? [] : [{ name: "Invited by", value: inviter }]),
        { name: "Role", value: ROLE_TITLES[role] },
        { name: "For", value: <span className="wrap-anywhere">{email}</span> },
        { name: "Open until", value: <Time at={expiresAt} look="moment" /> },
      ]}
    />
  );
}
