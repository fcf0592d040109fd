import type { Role } from "@scrip/domain/access";
import { useMemo } from "react";
import { Badge } from "../../components/ui/badge.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { Time } from "../../components/ui/time.tsx";
import { ROLE_TITLES } from "../../words/role-words.ts";
import { MemberActions } from "./member-actions.tsx";
import type { Member } from "./use-members.ts";

interface MembersTableProps {
  /** Undefined while they load. */
  readonly members: readonly Member[] | undefined;
  /** The role of the person who looks. */
  readonly own: Role | undefined;
}

export function MembersTable({ members, own }: MembersTableProps) {
  const columns = useMemo(() => columnsFor(own), [own]);
  return (
    <Table
      label="Members"
      look="plain"
      columns={columns}
      rows={members ?? []}
      rowKey={({ person }) => person}
      isLoading={members === undefined}
      skeletonRows={3}
      total={members?.length}
    />
  );
}

const columnsFor = (own: Role | undefined): readonly Column<Member>[] => [
  {
    key: "name",
    header: "Name",
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: ({ name, isYou }) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate">{name}</span>
        {isYou && <Badge>You</Badge>}
      </span>
    ),
  },
  {
    key: "email",
    header: "E-mail",
    phone: "detail",
    width: "minmax(0, 1.4fr)",
    cell: ({ email }) => <span className="text-muted">{email}</span>,
  },
  {
    key: "role",
    header: "Role",
    phone: "note",
    width: "5.5rem",
    cell: ({ role }) => <Badge tone={role === "owner" ? "accent" : "neutral"}>{ROLE_TITLES[role]}</Badge>,
  },
  {
    key: "joined",
    header: "Joined",
    phone: "none",
    needs: "small",
    width: "7rem",
    cell: ({ joinedAt }) => <Time at={joinedAt} />,
  },
  {
    key: "actions",
    header: "Actions",
    phone: "value",
    align: "end",
    width: "3rem",
    cell: (member) => (own === undefined ? null : <MemberActions member={member} own={own} />),
  },
];
