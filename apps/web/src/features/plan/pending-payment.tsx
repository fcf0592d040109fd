import { useMutation } from "@tanstack/react-query";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { Callout } from "../../components/ui/callout.tsx";
import { Money } from "../../components/ui/money.tsx";
import { toast } from "../../components/ui/toast.ts";
import type { Catalog } from "../../data/catalog.ts";
import { useOrg } from "../../data/org.ts";
import type { Plan } from "../../data/plan.ts";
import { problemOf } from "../../data/problem.ts";
import { queryClient } from "../../data/query-client.ts";
import { trpcClient } from "../../data/trpc.ts";
import { PER, planTitle } from "../../words/plan-words.ts";

interface PendingPaymentProps {
  readonly pending: NonNullable<Plan["pending"]>;
  readonly catalog: Catalog;
  /** Whether the member may pay and give up. */
  readonly mayChange: boolean;
}

/** A payment for a plan without an outcome: to go on with, to give up, or to wait for. */
export function PendingPayment({ pending, catalog, mayChange }: PendingPaymentProps) {
  const { plan, interval, price, url } = pending;
  const title = planTitle(catalog.plans, plan);
  const terms = (
    <>
      <Money micros={price} /> {PER[interval]}
    </>
  );
  if (url === null)
    return (
      <Callout tone="info" title={`The payment for ${title} is on its way`}>
        {title}, {terms}, starts when it arrives. Until then nothing changes.
      </Callout>
    );
  return (
    <Callout tone="info" title={`${title} is not paid yet`} action={mayChange && <Ways url={url} />}>
      {title}, {terms}, starts when it is paid. Until then nothing changes.
    </Callout>
  );
}

function Ways({ url }: { readonly url: string }) {
  const { id: org } = useOrg();
  const { mutate, isPending } = useMutation({
    mutationFn: () => trpcClient.plans.abandonPayment.mutate({ org }),
    onSuccess: async ({ state }) => {
      toast({ title: state === "none" ? "The payment is given up." : "It was paid already: the plan has started." });
      await queryClient.invalidateQueries();
    },
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
  return (
    <span className="flex flex-wrap gap-2">
      <Button look="plain" isLoading={isPending} onClick={() => mutate()}>
        Give up
      </Button>
      <a href={url} className={buttonLook({ look: "primary" })}>
        Continue to payment
      </a>
    </span>
  );
}
