import { History } from "lucide-react";
import { entryLink } from "../../components/activity/entry-link.ts";
import { LineMoney } from "../../components/activity/line-money.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { TextLink } from "../../components/ui/text-link.tsx";
import { Time } from "../../components/ui/time.tsx";
import { useOrg } from "../../data/org.ts";
import { type ActivityLine, lineAmount, lineWords } from "../../words/line-words.ts";
import { resourceWords } from "../../words/resource-words.ts";
import { useHeld } from "./use-held.ts";

const COLUMNS: readonly Column<ActivityLine>[] = [
  {
    key: "what",
    header: "What",
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: (line) => (
      <>
        {lineWords(line)} <span className="font-regular text-muted">{line.job ?? namedResource(line)}</span>
      </>
    ),
  },
  {
    key: "when",
    header: "When",
    phone: "detail",
    width: "6.5rem",
    cell: ({ at }) => (
      <span className="text-muted">
        <Time at={at} />
      </span>
    ),
  },
  {
    key: "amount",
    header: "Amount",
    align: "end",
    phone: "value",
    width: "7rem",
    micros: (line) => lineAmount(line).micros,
    cell: (line) => <LineMoney line={line} />,
  },
];

/** Endpoints, storage and events have no job, so their line names the resource. */
const namedResource = ({ resource }: ActivityLine) => (resource === null ? null : resourceWords(resource));

const openEntry = ({ seq }: ActivityLine) => entryLink(seq);

/**
 * The newest entries. Each line opens its explanation. While the pointer or the focus is on the list, it does not
 * change.
 */
export function LatestActivities({ activities: newest }: { readonly activities: readonly ActivityLine[] | undefined }) {
  const { shown: activities, hold } = useHeld(newest);
  const { id: org } = useOrg();
  const all = (
    <span className="shrink-0 text-13">
      <TextLink to="/o/$org/activity" params={{ org }}>
        All activity
      </TextLink>
    </span>
  );
  return (
    <Card title="Last activities" isFlush actions={all}>
      <div {...hold}>
        <Table
          label="Last activities"
          look="plain"
          columns={COLUMNS}
          rows={activities ?? []}
          rowKey={({ seq }) => `${seq}`}
          rowLink={openEntry}
          isLoading={activities === undefined}
          skeletonRows={5}
          empty={
            <EmptyState icon={History} title="No credit history found">
              Credit that comes in and what work costs appear here, line by line.
            </EmptyState>
          }
        />
      </div>
    </Card>
  );
}
