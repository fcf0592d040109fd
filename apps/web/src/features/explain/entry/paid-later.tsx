import { useQuery } from "@tanstack/react-query";
import { GrantLabel } from "../../../components/activity/grant-name.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { type FigureLine, Figures } from "../../../components/ui/figures.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import { EntryLink } from "../parts/entry-link.tsx";
import { Part } from "../parts/part.tsx";

type Lineage = Answers["charges"]["lineage"];

/** The debt that a charge left: the credit that paid it, the forgiven part, and the rest. */
export function PaidLater({ org, charge }: { readonly org: string; readonly charge: string }) {
  const { data, error, refetch } = useQuery(useTRPC().charges.lineage.queryOptions({ org, charge }));
  if (data === undefined && error !== null)
    return <ErrorState title="What was paid later could not be loaded" error={error} onRetry={() => void refetch()} />;
  return (
    <Part title="What became of the debt">
      {data === undefined ? (
        <div aria-busy="true">
          <Skeleton className="my-2 h-4 w-full" />
        </div>
      ) : (
        <Figures label="What became of the debt" lines={linesOf(data)} />
      )}
    </Part>
  );
}

function linesOf({ paidBy, debt }: Lineage): FigureLine[] {
  if (debt === null) return [];
  const paid = paidBy
    .filter(({ through }) => through === "debt")
    .map(({ grant, source, kind, seq, at, amount }) => ({
      key: `${grant} ${seq}`,
      label: <GrantLabel grant={grant} source={source} kind={kind} />,
      note: <At seq={seq} at={at} did="paid" />,
      amounts: [{ micros: amount }],
    }));
  const forgiven = debt.forgivenBy.map(({ seq, at, amount }) => ({
    key: `forgiven ${seq}`,
    label: "Forgiven",
    note: <At seq={seq} at={at} did="forgiven" />,
    amounts: [{ micros: amount }],
  }));
  const open: FigureLine = {
    key: "open",
    label: "Still owed",
    isTotal: true,
    amounts: [{ micros: debt.open, tone: debt.open === "0" ? "plain" : "bad" }],
  };
  return [...paid, ...forgiven, open];
}

function At({ seq, at, did }: { readonly seq: number; readonly at: string; readonly did: string }) {
  return (
    <>
      {did} <Time at={at} look="moment" />, <EntryLink seq={seq} />
    </>
  );
}
