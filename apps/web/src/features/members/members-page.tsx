import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { mayInvite } from "./actions-of.ts";
import { InvitationsTable } from "./invitations-table.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MembersTable } from "./members-table.tsx";
import { RoleTable } from "./role-table.tsx";
import { seatWords } from "./seat-words.ts";
import { useMembers } from "./use-members.ts";

/** The people of the organization, the invitations that are open, and what each role may do. */
export function MembersPage() {
  const { data, error, refetch } = useMembers();
  const [isInviting, setIsInviting] = useState(false);
  if (error !== null && data === undefined)
    return (
      <div className="card">
        <ErrorState title="The members could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  const own = data?.members.find(({ isYou }) => isYou)?.role;
  const canInvite = own !== undefined && mayInvite(own);
  const invitations = data?.invitations ?? [];
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Members"
        isFlush
        actions={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            {data !== undefined && <span className="text-13 text-muted">{seatWords(data.seats)}</span>}
            {canInvite && (
              <Button look="primary" size="small" icon={UserPlus} onClick={() => setIsInviting(true)}>
                Invite
              </Button>
            )}
          </span>
        }
      >
        <MembersTable members={data?.members} own={own} />
      </Card>
      {invitations.length > 0 && (
        <Card title="Invitations" isFlush>
          <InvitationsTable invitations={invitations} canChange={canInvite} />
        </Card>
      )}
      <Card title="What each role may do" isFlush>
        <RoleTable />
      </Card>
      <InviteDialog isOpen={isInviting} onClose={() => setIsInviting(false)} own={own} seats={data?.seats} />
    </div>
  );
}
