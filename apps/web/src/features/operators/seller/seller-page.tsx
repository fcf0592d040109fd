import { SELLER_WARNINGS } from "@scrip/domain/billing/documents";
import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { buttonLook } from "../../../components/ui/button.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import { AwayCells } from "../away-cells.tsx";
import { OperatorProblem } from "../operator-problem.tsx";
import { SellerForm } from "./seller-form.tsx";

/** Who sells: what documents print, and the taxes that are collected. */
export function SellerPage() {
  const { data, error, refetch } = useQuery(useTRPC().operators.seller.get.queryOptions());
  if (error !== null && data === undefined)
    return <OperatorProblem title="The seller did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-[36rem] w-full" />;
  return (
    <>
      {data.seller === null && <AwayCells away={data.away} lacks="Payments" onRetry={() => void refetch()} />}
      <Lacks answer={data} />
      <Card title="Seller" actions={data.seller !== null && <Sample />}>
        <p className="mb-4 max-w-[60ch] text-14 text-pretty text-muted">
          Documents and payments from now on have it. What was issued keeps the seller of its time.
        </p>
        <SellerForm seller={data.seller} />
      </Card>
    </>
  );
}

function Sample() {
  return (
    <a href="/download/sample-document.pdf" target="_blank" rel="noreferrer" className={buttonLook({ size: "small" })}>
      <FileText aria-hidden="true" size={16} strokeWidth={1.75} />
      Sample invoice
    </a>
  );
}

function Lacks({ answer: { seller, warnings, waiting } }: { readonly answer: Answers["operators"]["seller"]["get"] }) {
  if (seller === null)
    return (
      <Callout tone="warn" title="There is no seller yet">
        No tax is taken, and no document is issued. {waitingWords(waiting)}
      </Callout>
    );
  return warnings.map((warning) => (
    <Callout key={warning} tone="warn" title="The seller is not complete">
      {SELLER_WARNINGS[warning]}
    </Callout>
  ));
}

function waitingWords(waiting: number): string {
  if (waiting === 0) return "Nothing waits for it so far.";
  const payments = waiting === 1 ? "1 payment waits" : `${waiting.toLocaleString("en-US")} payments wait`;
  return `${payments} for its document, which follows within an hour after you enter the seller.`;
}
