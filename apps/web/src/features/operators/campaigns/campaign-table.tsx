import { Ellipsis } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { IconButton } from "../../../components/ui/button.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { type Campaign, CampaignState, codesLeft, isOpen } from "./campaign-words.tsx";

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
    cell: (campaign) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate">{campaign.name}</span>
        <span className="shrink-0 empty:hidden">
          <CampaignState campaign={campaign} />
        </span>
      </span>
    ),
  },
  {
    key: "amount",
    header: "Amount",
    phone: "none",
    align: "end",
    width: "5.5rem",
    micros: ({ amount }) => amount,
    cell: ({ amount }) => <Money micros={amount} kind="exact" />,
  },
  {
    key: "total",
    header: "At most in all",
    phone: "note",
    align: "end",
    width: "7rem",
    cell: ({ total }) =>
      total === null ? <span className="text-muted">No limit</span> : <Money micros={total} kind="exact" />,
  },
  {
    key: "redeemed",
    header: "Redeemed",
    phone: "detail",
    width: "10rem",
    cell: ({ redeemed, codes, maxCodes }) => (
      <span className="figures">
        {redeemed.toLocaleString("en-US")}{" "}
        <span className="text-muted">
          by {codes.toLocaleString("en-US")}
          {maxCodes !== null && ` of ${maxCodes.toLocaleString("en-US")}`}{" "}
          {(maxCodes ?? codes) === 1 ? "code" : "codes"}
        </span>
      </span>
    ),
  },
  {
    key: "until",
    header: "Valid until",
    phone: "none",
    needs: "small",
    width: "6rem",
    cell: ({ validUntil }) =>
      validUntil === null ? <span className="text-muted">No end</span> : <Time at={validUntil} look="day" />,
  },
  {
    key: "uses",
    header: "Uses of a code",
    phone: "none",
    needs: "middle",
    width: "7.5rem",
    cell: ({ uses, perOrganization }) => usesWords(uses, perOrganization),
  },
  {
    key: "terms",
    header: "Credit, plans",
    phone: "none",
    needs: "middle",
    width: "minmax(0, 1.4fr)",
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
    cell: (campaign) => (hasActs(campaign) ? <Acts campaign={campaign} onAct={onAct} /> : null),
  },
];

const usesWords = (uses: number | null, perOrganization: number): string =>
  `${uses === null ? "any number" : `${uses.toLocaleString("en-US")} in all`}, ${perOrganization} each`;

/** An open campaign gets codes and ends; one that waits can be withdrawn by the operator who asked. */
const hasActs = (campaign: Campaign): boolean =>
  isOpen(campaign) || (campaign.isOwn && campaign.endedAt === null && campaign.approval === "wanted");

function Acts({ campaign, onAct }: Pick<CampaignTableProps, "onAct"> & { readonly campaign: Campaign }) {
  const create = { key: "codes", label: "Create codes", onSelect: () => onAct("codes", campaign) };
  const end = (label: string) => ({ key: "end", label, tone: "bad", onSelect: () => onAct("end", campaign) }) as const;
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={`Actions for ${campaign.name}`} />}
      align="end"
      sections={[
        {
          key: "acts",
          items: isOpen(campaign)
            ? [...(codesLeft(campaign) === 0 ? [] : [create]), end("End the campaign")]
            : [end("Withdraw the request")],
        },
      ]}
    />
  );
}
