import { Card } from "../../../components/ui/card.tsx";
import { classes } from "../../../components/ui/classes.ts";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { useOrg } from "../../../data/org.ts";
import type { Answers } from "../../../data/trpc.ts";
import { costWords } from "../../../words/cost-words.ts";
import { resourceWords } from "../../../words/resource-words.ts";
import type { EstimateSearch } from "./estimate-search.ts";

type Cheaper = Answers["jobs"]["whatIf"]["cheaper"][number];

const COLUMNS: readonly Column<Cheaper>[] = [
  {
    key: "resource",
    header: "Resource",
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: ({ resource }) => resourceWords(resource),
  },
  {
    key: "rate",
    header: "Per hour",
    align: "end",
    phone: "detail",
    width: "6rem",
    cell: (cost) => <span className="figures">{costWords(cost, "hour")}</span>,
  },
  {
    key: "price",
    header: "Price",
    align: "end",
    phone: "value",
    width: "6rem",
    micros: ({ price }) => price,
    cell: ({ price }) => <Money micros={price} kind="exact" />,
  },
  {
    key: "saved",
    header: "Saves",
    align: "end",
    phone: "note",
    width: "6rem",
    micros: ({ saved }) => saved,
    cell: ({ saved }) => (
      <>
        <span aria-hidden="true" className="tablet:hidden">
          saves{" "}
        </span>
        <Money micros={saved} kind="exact" label="Saves" />
      </>
    ),
  },
];

interface CheaperResourcesProps {
  readonly cheaper: readonly Cheaper[] | undefined;
  readonly search: EstimateSearch;
  readonly isStale: boolean;
}

/** Cheaper resources with which the same hours would end. A line opens the estimate with that resource. */
export function CheaperResources({ cheaper, search, isStale }: CheaperResourcesProps) {
  const { id: org } = useOrg();
  return (
    <Card title="Cheaper, for the same hours" isFlush>
      <div className={classes(isStale && "opacity-60")}>
        <Table
          label="Cheaper resources"
          look="plain"
          columns={COLUMNS}
          rows={cheaper ?? []}
          rowKey={({ resource }) => resource}
          rowLink={({ resource }) => ({
            to: "/o/$org/jobs/estimate" as const,
            params: { org },
            search: { ...search, resource },
          })}
          isLoading={cheaper === undefined}
          skeletonRows={3}
          empty={
            <p className="px-4 py-6 text-center text-13 text-muted">
              No cheaper resource would end, or this is the cheapest.{" "}
              <TextLink to="/prices" search={{ org }} isInText>
                All prices
              </TextLink>
            </p>
          }
        />
      </div>
    </Card>
  );
}
