import { Building2, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { EmptyState } from "../components/ui/empty-state.tsx";
import { NewOrganization } from "./new-organization.tsx";
import { PlainShell } from "./plain-shell.tsx";

/** The page of a person who is signed in and belongs to no organization. */
export function NoOrganization() {
  const [isMaking, setIsMaking] = useState(false);
  return (
    <PlainShell>
      <EmptyState
        icon={Building2}
        title="You are not a member of an organization"
        action={
          <Button look="primary" icon={Plus} onClick={() => setIsMaking(true)}>
            New organization
          </Button>
        }
      >
        Make one of your own, or open the link in the mail of an invitation.
      </EmptyState>
      <NewOrganization isOpen={isMaking} onClose={() => setIsMaking(false)} />
    </PlainShell>
  );
}
