import { useQuery } from "@tanstack/react-query";
import { GrantLabel } from "../../../components/activity/grant-name.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { type FigureLine, Figures } from "../../../components/ui/figures.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { type Answers, useTRPC } from "../../../data/trpc.ts";

type Lineage = Answers["jobs"]["lineage"];

/** The credit that paid a job, by grant in burn order. Each grant opens its story. */
export function JobPaidBy({ org, job }: { readonly org: string; readonly job: string }) {
  const { data, error, refetch } = useQuery(
    useTRPC().jobs.lineage.queryOptions({ org, job }, { meta: { live: true } }),
  );
  if (data?.charged === "0") return null;
  return (
    <Card title="Paid by">
      {data !== undefined ? (
        <Figures label="Paid by" lines={linesOf(data)} />
      ) : error === null ? (
        <Skeleton className="my-2 h-4 w-full" />
      ) : (
        <ErrorState title="What paid it could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  );
}

function linesOf({ paidBy, open, forgiven, charged }: Lineage): FigureLine[] {
  const rest = [
    { key: "forgiven", label: "Forgiven", micros: forgiven, tone: "plain" as const },
    { key: "open", label: "Still owed", micros: open, tone: "bad" as const },
  ].filter(({ micros }) => micros !== "0");
  return [
    ...paidBy.map(({ grant, source, kind, amount, throughDebt }) => ({
      key: grant,
      label: <GrantLabel grant={grant} source={source} kind={kind} />,
      ...(throughDebt !== "0" && { note: <PaidLater micros={throughDebt} /> }),
      amounts: [{ micros: amount }],
    })),
    ...rest.map(({ key, label, micros, tone }) => ({
      key,
      label,
      amounts: [{ micros, tone }],
    })),
    { key: "charged", label: "Used", isTotal: true, amounts: [{ micros: charged }] },
  ];
}

const PaidLater = ({ micros }: { readonly micros: string }) => (
  <>
    <Money micros={micros} kind="exact" /> of it later, when it was owed
  </>
);
