import { useCallback } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { useOrg } from "../../../data/org.ts";
import type { Webhook } from "../use-webhooks.ts";
import { healthOf, kindsWords } from "../webhook-words.ts";

interface WebhooksTableProps {
  readonly webhooks: readonly Webhook[];
  readonly isLoading: boolean;
  readonly empty: React.ReactNode;
}

/** The webhooks with their health. A row opens its page. */
export function WebhooksTable({ webhooks, isLoading, empty }: WebhooksTableProps) {
  const { id: org } = useOrg();
  const rowLink = useCallback(
    ({ webhook }: Webhook) => ({
      to: "/o/$org/settings/webhooks" as const,
      params: { org },
      search: { webhook } as object,
    }),
    [org],
  );
  return (
    <Table
      label="Webhooks"
      columns={COLUMNS}
      rows={webhooks}
      rowKey={({ webhook }) => webhook}
      rowLink={rowLink}
      isLoading={isLoading}
      skeletonRows={3}
      empty={empty}
    />
  );
}

/** The state of a webhook as a badge. */
export function Health({ webhook }: { readonly webhook: Webhook }) {
  const { tone, words } = healthOf(webhook);
  return (
    <Badge tone={tone} hasDot>
      {words}
    </Badge>
  );
}

const COLUMNS: readonly Column<Webhook>[] = [
  {
    key: "url",
    header: "Address",
    phone: "title",
    width: "minmax(0, 2fr)",
    cell: ({ url }) => <span className="block truncate">{url}</span>,
  },
  { key: "health", header: "State", phone: "value", width: "6rem", cell: (webhook) => <Health webhook={webhook} /> },
  {
    key: "kinds",
    header: "Events",
    phone: "detail",
    width: "minmax(0, 1.2fr)",
    needs: "small",
    cell: ({ eventKinds }) => <span className="block truncate">{kindsWords(eventKinds)}</span>,
  },
  {
    key: "waiting",
    header: "Waiting",
    align: "end",
    phone: "none",
    width: "5rem",
    needs: "middle",
    cell: ({ waiting }) => <span className="figures">{waiting}</span>,
  },
  {
    key: "delivered",
    header: "Last delivered",
    phone: "note",
    width: "9rem",
    needs: "middle",
    cell: ({ deliveredAt }) =>
      deliveredAt === null ? <span className="text-muted">Never</span> : <Time at={deliveredAt} />,
  },
];
