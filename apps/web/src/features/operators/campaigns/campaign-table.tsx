import { Ellipsis } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { IconButton } from "../../../components/ui/button.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import type { Answers } from "../../../data/trpc.ts";

export type Campaign = Answers["campaigns"]["list"]["campaigns"][number];

/** What an operator can do with a campaign that has not ended. */
export type CampaignAct = "codes" | "end";

interface CampaignTableProps {
  readonly campaigns: readonly Campaign[];
  readonly isLoading: boolean;
  readonly onAct: (act: CampaignAct, campaign: Campaign) => void;
  readonly empty: ReactNode;
}

export function CampaignTable({ campaigns, isLoading, onAct, empty }: CampaignTableProps) {
  const columns = useMemo(() => columnsWith(onAct), [onAct]);
  return (
    <Table
      label="Campaigns"
      columns={columns}
      rows={campaigns}
      rowKey={({ campaign }) => campaign}
      isLoading={isLoading}
      skeletonRows={3}
      empty={empty}
    />
  );
}

const columnsWith = (onAct: CampaignTableProps["onAct"]): readonly Column<Campaign>[] => [
  {
    key: "name",
    header: "Name",
    phone: "title",
    width: "minmax(0, 1.8fr)",
    cell: ({ name, endedAt }) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate">{name}</span>
        {endedAt !== null && (
          <span className="shrink-0">
            <Badge>Ended</Badge>
          </span>
        )}
      </span>
    ),
  },
  {
    key: "amount",
    header: "Amount",
    phone: "none",
    align: "end",
    width: "6.5rem",
    micros: ({ amount }) => amount,
    cell: ({ amount }) => <Money micros={amount} kind="exact" />,
  },
  {
    key: "redeemed",
    header: "Redeemed",
    phone: "detail",
    width: "9rem",
    cell: ({ redeemed, codes }) => (
      <span className="figures">
        {redeemed.toLocaleString("en-US")}{" "}
        <span className="text-muted">
          by {codes.toLocaleString("en-US")} {codes === 1 ? "code" : "codes"}
        </span>
      </span>
    ),
  },
  {
    key: "until",
    header: "Valid until",
    phone: "note",
    needs: "small",
    width: "7rem",
    cell: ({ validUntil }) =>
      validUntil === null ? <span className="text-muted">No end</span> : <Time at={validUntil} look="day" />,
  },
  {
    key: "uses",
    header: "Uses of a code",
    phone: "none",
    needs: "middle",
    width: "10rem",
    cell: ({ uses, perOrganization }) => usesWords(uses, perOrganization),
  },
  {
    key: "terms",
    header: "Credit, plans",
    phone: "none",
    needs: "middle",
    width: "minmax(0, 1fr)",
    cell: ({ creditDays, plans }) => (
      <span className="text-muted">
        {creditDays === null ? "never expires" : `${creditDays} days`},{" "}
        {plans === null ? "every plan" : plans.join(", ")}
      </span>
    ),
  },
  {
    key: "actions",
    header: "Actions",
    phone: "value",
    align: "end",
    width: "3rem",
    cell: (campaign) => (campaign.endedAt === null ? <Acts campaign={campaign} onAct={onAct} /> : null),
  },
];

const usesWords = (uses: number | null, perOrganization: number): string =>
  `${uses === null ? "any number" : `${uses.toLocaleString("en-US")} in all`}, ${perOrganization} each`;

function Acts({ campaign, onAct }: Pick<CampaignTableProps, "onAct"> & { readonly campaign: Campaign }) {
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={`Actions for ${campaign.name}`} />}
      align="end"
      sections={[
        {
          key: "acts",
          items: [
            { key: "codes", label: "Create codes", onSelect: () => onAct("codes", campaign) },
            { key: "end", label: "End the campaign", tone: "bad", onSelect: () => onAct("end", campaign) },
          ],
        },
      ]}
    />
  );
}
