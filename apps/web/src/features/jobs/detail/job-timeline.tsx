import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { entryLink } from "../../../components/activity/entry-link.ts";
import { LineMoney } from "../../../components/activity/line-money.tsx";
import { LineTitle } from "../../../components/activity/line-title.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { type ActivityLine, lineAmount } from "../../../words/line-words.ts";

const NEWEST = 12;

const COLUMNS: readonly Column<ActivityLine>[] = [
  { key: "what", header: "What", phone: "title", width: "minmax(0, 1fr)", cell: (line) => <LineTitle line={line} /> },
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

const openEntry = ({ seq }: ActivityLine) => entryLink(seq);

/** The newest entries of a job. Each line opens its explanation. */
export function JobTimeline({ job }: { readonly job: string }) {
  const { id: org } = useOrg();
  const { data, error, refetch } = useQuery(
    useTRPC().activity.list.queryOptions(
      { org, job, limit: NEWEST },
      { placeholderData: () => undefined, meta: { live: true } },
    ),
  );
  const all = (
    <span className="shrink-0 text-13">
      <TextLink to="/o/$org/activity" params={{ org }} search={{ job }}>
        In Activity
      </TextLink>
    </span>
  );
  return (
    <Card title="Timeline" isFlush actions={all}>
      {data === undefined && error !== null ? (
        <ErrorState title="The timeline could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label="Timeline"
          look="plain"
          columns={COLUMNS}
          rows={data?.lines ?? []}
          rowKey={({ seq }) => `${seq}`}
          rowLink={openEntry}
          isLoading={data === undefined}
          skeletonRows={6}
          empty={
            <EmptyState icon={History} title="No credit history found">
              Nothing was put on hold or used for this job yet.
            </EmptyState>
          }
        />
      )}
    </Card>
  );
}
