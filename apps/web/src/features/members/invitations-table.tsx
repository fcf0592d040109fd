import { Ellipsis } from "lucide-react";
import { useMemo } from "react";
import { Badge } from "../../components/ui/badge.tsx";
import { IconButton } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { Time } from "../../components/ui/time.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { ROLE_TITLES } from "../../words/role-words.ts";
import { type Invitation, useInvitationActions } from "./use-members.ts";

interface InvitationsTableProps {
  readonly invitations: readonly Invitation[];
  readonly canChange: boolean;
}

export function InvitationsTable({ invitations, canChange }: InvitationsTableProps) {
  const columns = useMemo(() => columnsFor(canChange), [canChange]);
  return (
    <Table
      label="Invitations"
      look="plain"
      columns={columns}
      rows={invitations}
      rowKey={({ invitation }) => invitation}
      total={invitations.length}
    />
  );
}

const columnsFor = (canChange: boolean): readonly Column<Invitation>[] => [
  { key: "email", header: "E-mail", phone: "title", width: "minmax(0, 1.4fr)", cell: ({ email }) => email },
  {
    key: "inviter",
    header: "Invited by",
    phone: "none",
    needs: "middle",
    width: "minmax(0, 1fr)",
    cell: ({ inviter }) => <span className="text-muted">{inviter ?? "The platform"}</span>,
  },
  {
    key: "role",
    header: "Role",
    phone: "note",
    width: "5.5rem",
    cell: ({ role }) => <Badge tone={role === "owner" ? "accent" : "neutral"}>{ROLE_TITLES[role]}</Badge>,
  },
  {
    key: "expires",
    header: "Expires",
    phone: "detail",
    width: "7rem",
    cell: ({ expiresAt, isExpired }) => (isExpired ? <Badge tone="warn">Expired</Badge> : <Time at={expiresAt} />),
  },
  {
    key: "actions",
    header: "Actions",
    phone: "value",
    align: "end",
    width: "3rem",
    cell: (invitation) => (canChange ? <InvitationActions invitation={invitation} /> : null),
  },
];

function InvitationActions({ invitation: { invitation, email } }: { readonly invitation: Invitation }) {
  const { id: org } = useOrg();
  const { sendAgain, revoke } = useInvitationActions();
  const said = (title: string) => ({
    onSuccess: () => toast({ title, tone: "good" }),
    onError: (error: unknown) =>
      toast({ title: "That was not possible", description: problemOf(error).message, tone: "bad" }),
  });
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={`Actions for the invitation to ${email}`} />}
      align="end"
      sections={[
        {
          key: "acts",
          items: [
            {
              key: "again",
              label: "Send again with a new link",
              onSelect: () => sendAgain.mutate({ org, invitation }, said(`A new link was sent to ${email}`)),
            },
            {
              key: "revoke",
              label: "Withdraw",
              tone: "bad",
              onSelect: () => revoke.mutate({ org, invitation }, said(`The invitation to ${email} was withdrawn`)),
            },
          ],
        },
      ]}
    />
  );
}
