import { roleHas } from "@scrip/domain/access";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Badge, type Tone } from "../../components/ui/badge.tsx";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Time } from "../../components/ui/time.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { openPurchasesQuery, type Purchase } from "../../data/purchases.ts";
import { queryClient } from "../../data/query-client.ts";
import { trpcClient } from "../../data/trpc.ts";

const STATES: Readonly<Record<Purchase["state"], { readonly words: string; readonly tone: Tone }>> = {
  open: { words: "Not paid yet", tone: "neutral" },
  pending: { words: "On its way", tone: "accent" },
  paid: { words: "Paid", tone: "good" },
  failed: { words: "Failed", tone: "bad" },
  in_review: { words: "In review", tone: "warn" },
};

/** The purchases that have no outcome yet: to go on with, to cancel, or to wait for. Nothing while there are none. */
export function OpenPurchases() {
  const { id: org, role } = useOrg();
  const { data } = useQuery({ ...openPurchasesQuery(org), enabled: roleHas(role, "billing:read") });
  const purchases = data?.purchases ?? [];
  if (purchases.length === 0) return null;
  return (
    <section aria-label="Purchases without an outcome" className="card divide-y divide-line">
      {purchases.map((purchase) => (
        <OpenPurchase key={purchase.attempt} purchase={purchase} mayPay={roleHas(role, "billing:write")} />
      ))}
    </section>
  );
}

function OpenPurchase({ purchase, mayPay }: { readonly purchase: Purchase; readonly mayPay: boolean }) {
  const { attempt, state, net, url, createdAt } = purchase;
  const { words, tone } = STATES[state];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-14 font-medium">
          <Money micros={net} kind="exact" /> credit
        </span>
        <Badge tone={tone}>{words}</Badge>
        <span className="text-13 text-muted">
          <Time at={createdAt} />
        </span>
      </div>
      {mayPay && state === "open" && (
        <div className="flex gap-2">
          <Cancel attempt={attempt} />
          {url !== null && (
            <a href={url} className={buttonLook({ look: "primary" })}>
              Continue to payment
            </a>
          )}
        </div>
      )}
    </div>
  );
}

function Cancel({ attempt }: Pick<Purchase, "attempt">) {
  const { id: org } = useOrg();
  const { mutate, isPending } = useMutation({
    mutationFn: () => trpcClient.billing.purchases.cancel.mutate({ org, attempt }),
    onSuccess: async ({ state }) => {
      const title = state === "paid" ? "It was paid already: the credit is there." : "The purchase is cancelled.";
      toast({ title });
      await queryClient.invalidateQueries();
    },
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
  return (
    <Button look="plain" isLoading={isPending} onClick={() => mutate()}>
      Cancel
    </Button>
  );
}
