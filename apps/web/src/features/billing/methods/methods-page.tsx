import { roleHas } from "@scrip/domain/access";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { CreditCard } from "lucide-react";
import { useEffect } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { addMethod, methodsQuery, openPortal, showMethods } from "../../../data/methods.ts";
import { useOrg } from "../../../data/org.ts";
import { problemOf } from "../../../data/problem.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { MethodRow } from "./method-row.tsx";

const route = getRouteApi("/o/$org/settings/payment-methods");

/** The cards and accounts that an organization pays with: which one is charged, and which needs attention. */
export function PaymentMethodsPage() {
  const { id: org, role } = useOrg();
  const { data, error, refetch } = useQuery(methodsQuery(org));
  const isReading = useAdded();
  const mayPay = roleHas(role, "billing:write") && data?.isPossible === true;
  if (error !== null && data === undefined)
    return (
      <div className="card">
        <ErrorState title="The payment methods could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <Card title="Payment methods" isFlush actions={mayPay && <Actions />}>
      {data === undefined || isReading ? (
        <div aria-busy="true" className="p-4">
          <Skeleton className="h-14 w-full" />
        </div>
      ) : data.methods.length === 0 ? (
        <EmptyState icon={CreditCard} title="There is no payment method">
          {emptyWords(data.isPossible, mayPay)}
        </EmptyState>
      ) : (
        <ul aria-label="Payment methods" className="divide-y divide-line">
          {data.methods.map((method) => (
            <MethodRow key={method.method} method={method} mayChange={mayPay} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function emptyWords(isPossible: boolean, mayPay: boolean): string {
  if (!isPossible) return "This platform takes no payments. Its operators add credit.";
  return mayPay
    ? "Add a card to buy credit automatically, or to pay for a plan. A card that you pay with is kept here too."
    : "An owner, an admin or a billing member can add one.";
}

function Actions() {
  const { id: org } = useOrg();
  const onError = (error: unknown): unknown => toast({ title: problemOf(error).message, tone: "bad" });
  const add = useMutation({ mutationFn: () => addMethod(org), onError });
  const portal = useMutation({ mutationFn: () => openPortal(org), onError });
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="plain" isLoading={portal.isPending} onClick={() => portal.mutate()}>
        Billing portal
      </Button>
      <Button look="primary" isLoading={add.isPending} onClick={() => add.mutate()}>
        Add payment method
      </Button>
    </div>
  );
}

/** Reads the payment methods again after the page that adds one, whose event may still be on its way. */
function useAdded(): boolean {
  const { id: org } = useOrg();
  const { added } = route.useSearch();
  const navigate = route.useNavigate();
  const { mutate, isPending } = useMutation({
    mutationFn: () => trpcClient.billing.methods.refresh.mutate({ org }),
    onSuccess: async (answer) => {
      await showMethods(org, answer);
      toast({ title: "The payment method is saved", tone: "good" });
    },
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
    onSettled: () => navigate({ search: {}, replace: true }),
  });
  useEffect(() => {
    if (added === true) mutate();
  }, [added, mutate]);
  return added === true || isPending;
}
