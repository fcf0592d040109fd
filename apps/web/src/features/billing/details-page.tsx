import { useQuery } from "@tanstack/react-query";
import { Card } from "../../components/ui/card.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { useOrg } from "../../data/org.ts";
import { useTRPC } from "../../data/trpc.ts";
import { DetailsForm } from "./details-form.tsx";

/** What the organization wants on its invoices. */
export function BillingDetailsPage() {
  const { id: org } = useOrg();
  const { data, error, refetch } = useQuery(useTRPC().billing.details.queryOptions({ org }));
  if (error !== null && data === undefined)
    return (
      <div className="card">
        <ErrorState title="The billing details could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <Card title="Billing details">
      <p className="mb-4 max-w-[60ch] text-14 text-pretty text-muted">
        They are printed on every document from now on. Documents that were issued keep theirs.
      </p>
      {data === undefined ? (
        <Skeleton className="h-[32rem] w-full" />
      ) : (
        <DetailsForm key={org} details={data.details} />
      )}
    </Card>
  );
}
