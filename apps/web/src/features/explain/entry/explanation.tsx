import { useQuery, useQueryClient } from "@tanstack/react-query";
import { FileQuestion } from "lucide-react";
import { useEffect } from "react";
import { LineTitle } from "../../../components/activity/line-title.tsx";
import type { Neighbours } from "../../../components/activity/neighbours.ts";
import { GrantDocuments } from "../../../components/billing/grant-documents.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { problemOf } from "../../../data/problem.ts";
import { trpc } from "../../../data/trpc.ts";
import { lineAmount } from "../../../words/line-words.ts";
import { type Explained, entryNotes, entrySentence } from "../parts/entry-words.ts";
import { ExplanationSkeleton } from "../parts/explanation-skeleton.tsx";
import { inMicros } from "../parts/figure-words.ts";
import { GrantParts } from "../parts/grant-parts.tsx";
import { Balances } from "./balances.tsx";
import { PaidLater } from "./paid-later.tsx";
import { Price } from "./price.tsx";
import { RecordPart } from "./record.tsx";

interface ExplanationProps {
  readonly org: string;
  readonly seq: number;
  readonly neighbours: Neighbours;
}

/** Live, since a debt that an entry left may be paid later. */
const explanationQuery = (org: string, seq: number) =>
  trpc.activity.explain.queryOptions({ org, seq }, { meta: { live: true } });

/** One entry in full: what happened, its price, who paid, the balance after it, and its proof. */
export function Explanation({ org, seq, neighbours }: ExplanationProps) {
  const { data, error, isPlaceholderData, refetch } = useQuery(explanationQuery(org, seq));
  useReadAhead(org, neighbours);
  if (error !== null && (data === undefined || isPlaceholderData)) {
    if (problemOf(error).kind === "missing")
      return (
        <EmptyState icon={FileQuestion} title={`There is no entry ${seq.toLocaleString("en-US")}`}>
          Entries are numbered from 1 without gaps; this one is not written yet.
        </EmptyState>
      );
    return <ErrorState title="The entry could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <ExplanationSkeleton />;
  return (
    <article aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-60" : ""}>
      <Whole org={org} entry={data} />
    </article>
  );
}

function Whole({ org, entry }: { readonly org: string; readonly entry: Explained }) {
  const { line, charge, before } = entry;
  const { of, micros } = lineAmount(line);
  const notes = entryNotes(entry);
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-col gap-3">
        <div className="flex flex-col gap-1">
          <div className="text-13 font-medium text-muted">
            <LineTitle line={line} />
          </div>
          <p className="text-28 font-strong tracking-tight">
            {of === "net" ? (
              <Money micros={micros} kind="exact" sign="always" tone="auto" />
            ) : (
              <span className="text-muted">
                <Money micros={micros} kind="exact" tone="muted" />
              </span>
            )}
          </p>
          <p className="text-13 text-muted figures">{inMicros(micros)}</p>
        </div>
        <p className="max-w-[70ch] text-14">{entrySentence(entry)}</p>
        {notes.length > 0 && (
          <ul className="flex max-w-[70ch] list-disc flex-col gap-1 pl-4 text-13 text-muted">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </header>
      {entry.grant !== null && <GrantDocuments grant={entry.grant.grant} source={entry.grant.source} />}
      {charge !== null && <Price charge={charge} />}
      {entry.grant === null ? (
        <GrantParts title="Paid by" parts={entry.paidBy} owed={entry.owed?.amount} />
      ) : (
        <GrantParts title="The credit, as it was issued" parts={[entry.grant]} />
      )}
      {entry.owed !== null && charge !== null && <PaidLater org={org} charge={entry.cause} />}
      <GrantParts title="On hold from" parts={entry.reserved} />
      <GrantParts title="Released to" parts={entry.released} />
      <Balances before={before} after={line.balance} />
      <RecordPart org={org} entry={entry} />
    </div>
  );
}

/** Fetches the neighbouring entries ahead. */
function useReadAhead(org: string, { newer, older }: Neighbours): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    for (const seq of [newer, older]) if (seq !== undefined) void queryClient.prefetchQuery(explanationQuery(org, seq));
  }, [org, newer, older, queryClient]);
}
