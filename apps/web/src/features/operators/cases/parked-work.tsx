import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { type Answers, trpcClient } from "../../../data/trpc.ts";
import { Line, LinesCard } from "../lines-card.tsx";
import { RetryDialog } from "./retry-dialog.tsx";

type Cases = Answers["operators"]["cases"]["list"];

type Retry = (reason: string) => Promise<unknown>;

const KINDS: Readonly<Record<string, string>> = {
  resolve_attempt: "Look up a payment",
  sync_subscription: "Tell the payment service of a plan",
  start_topup: "Top up automatically",
  refresh_account: "Read the payment methods",
  issue_document: "Issue a document",
  issue_statement: "Issue a statement",
  book_event: "Book an event",
  number_document: "Give a document its number",
};

/** Events and work of payments that failed too often, each with the way to try it again. */
export function ParkedWork({ work, claims }: Pick<Cases, "work" | "claims">) {
  const [retry, setRetry] = useState<{ readonly what: string; readonly run: Retry } | null>(null);
  const { retryWork, retryEvent } = trpcClient.operators.cases;
  return (
    <>
      <LinesCard title="Work that failed too often" count={work.length + claims.length} empty="">
        {work.map(({ org, organization, kind, ref, problem, parkedAt }) => (
          <WorkLine
            key={`${kind} ${ref}`}
            title={`${KINDS[kind] ?? kind}, ${organization}`}
            name={ref}
            problem={problem}
            parkedAt={parkedAt}
            onRetry={() =>
              setRetry({
                what: KINDS[kind] ?? kind,
                run: (reason) => retryWork.mutate({ org, kind: kind as never, about: ref, reason }),
              })
            }
          />
        ))}
        {claims.map(({ kind, ref, type, problem, parkedAt }) => (
          <WorkLine
            key={`${kind} ${ref}`}
            title={type === null ? (KINDS[kind] ?? kind) : `${KINDS[kind] ?? kind}, ${type}`}
            name={ref}
            problem={problem}
            parkedAt={parkedAt}
            onRetry={() =>
              setRetry({
                what: KINDS[kind] ?? kind,
                run: (reason) => retryEvent.mutate({ kind: kind as never, event: ref, reason }),
              })
            }
          />
        ))}
      </LinesCard>
      <RetryDialog what={retry?.what ?? ""} retry={retry?.run ?? null} onClose={() => setRetry(null)} />
    </>
  );
}

interface WorkLineProps {
  readonly title: string;
  readonly name: string;
  readonly problem: string;
  readonly parkedAt: string;
  readonly onRetry: () => void;
}

function WorkLine({ title, name, problem, parkedAt, onRetry }: WorkLineProps) {
  return (
    <Line
      title={title}
      note={
        <>
          <span className="block text-bad">{problem}</span>
          Since <Time at={parkedAt} look="moment" />
          <span className="block truncate font-mono text-12">{name}</span>
        </>
      }
      action={
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      }
    />
  );
}
