import { monthSpan } from "@scrip/domain/billing/statement";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FileX } from "lucide-react";
import { Badge } from "../../../components/ui/badge.tsx";
import { buttonLook } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Stat } from "../../../components/ui/stat.tsx";
import { monthWords } from "../../../words/month-words.ts";
import { DownloadLink } from "../download-link.tsx";
import { MadeOf } from "./made-of.tsx";
import { OnHold } from "./on-hold.tsx";
import { StatementPdf } from "./statement-pdf.tsx";
import { type Statement, statementQuery } from "./statement-query.ts";
import { Summary } from "./summary.tsx";
import { UsageLines } from "./usage-lines.tsx";

const route = getRouteApi("/o/$org/statements/$month");

/** One month: how the balance at its beginning became the balance at its end. */
export function StatementPage() {
  const { org, month } = route.useParams();
  const isMonth = monthSpan(month) !== null;
  const { data: statement, error, refetch } = useQuery({ ...statementQuery(org, month), enabled: isMonth });
  if (!isMonth) return <NoStatement month={month} />;
  if (statement === undefined && error !== null)
    return (
      <div className="card">
        <ErrorState title="The statement could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (statement === undefined) return <Loading />;
  if (statement.entries === null) return <NoStatement month={monthWords(month)} />;
  return (
    <div className="flex flex-col gap-4 tablet:gap-6">
      <Head org={org} statement={statement} />
      <Summary statement={statement} />
      <UsageLines org={org} statement={statement} />
      <OnHold held={statement.held} />
      <MadeOf org={org} statement={statement} />
    </div>
  );
}

function Head({ org, statement }: { readonly org: string; readonly statement: Statement }) {
  const { month, isClosed, closing } = statement;
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <Stat
          size="large"
          label={isClosed ? `At the end of ${monthWords(month)}` : `In ${monthWords(month)}, so far`}
          note={BigInt(closing.owed) > 0n ? "Credit less what is owed" : "Credit of both kinds, free and on hold"}
        >
          <Money micros={closing.worth} kind="exact" />
        </Stat>
        <div className="flex flex-wrap items-center gap-2">
          {!isClosed && <Badge tone="accent">So far</Badge>}
          <StatementPdf statement={statement} />
          <DownloadLink path="/download/statement.csv" search={{ org, month }} label="CSV" what="this statement" />
        </div>
      </div>
    </Card>
  );
}

function NoStatement({ month }: { readonly month: string }) {
  const all = (
    <route.Link to="/o/$org/statements" className={buttonLook()}>
      All statements
    </route.Link>
  );
  return (
    <div className="card">
      <EmptyState icon={FileX} title={`There is no statement of ${month}`} action={all}>
        A month without entries has none.
      </EmptyState>
    </div>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 tablet:gap-6">
      <Skeleton className="h-32 w-full" />
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
