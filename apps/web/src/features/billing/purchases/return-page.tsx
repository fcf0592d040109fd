import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useOrg } from "../../../data/org.ts";
import { followPurchase, type Purchase } from "../../../data/purchases.ts";
import { queryClient } from "../../../data/query-client.ts";
import { PaymentOutcome } from "./payment-outcome.tsx";

const route = getRouteApi("/o/$org/billing/return");

/** The first looks follow each other quickly: most payments have an outcome within seconds. */
const SOON_MS = 2_000;
const SOON_LOOKS = 10;
const LATER_MS = 15_000;

/** Where the page of the payment service leads back to: looks up the payment until it has an outcome, and shows it. */
export function ReturnPage() {
  const { id: org } = useOrg();
  const { attempt = "" } = route.useSearch();
  const { data, error, refetch } = useQuery({
    queryKey: ["follow-purchase", org, attempt],
    queryFn: () => followPurchase(org, attempt),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || !isWaiting(state.data)) return false;
      return state.dataUpdateCount < SOON_LOOKS ? SOON_MS : LATER_MS;
    },
    refetchOnWindowFocus: ({ state }) => state.data === undefined || isWaiting(state.data),
  });
  useFreshPages(data);
  return (
    <section aria-label="Payment" className="card mx-auto w-full max-w-140 p-6">
      {data !== undefined ? (
        <PaymentOutcome purchase={data} />
      ) : error !== null ? (
        <ErrorState title="The payment could not be looked up" error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy="true" className="flex flex-col gap-3">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-12 w-32" />
          <Skeleton className="h-8 w-full" />
        </div>
      )}
    </section>
  );
}

function isWaiting({ state }: Purchase): boolean {
  return state === "open" || state === "pending";
}

/** Has the other pages read again what a payment changes, once. */
function useFreshPages(purchase: Purchase | undefined): void {
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (purchase?.state !== "paid" || told.current === purchase.attempt) return;
    told.current = purchase.attempt;
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "follow-purchase" });
  }, [purchase]);
}
