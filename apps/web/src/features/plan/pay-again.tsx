import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { queryClient } from "../../data/query-client.ts";
import { trpcClient } from "../../data/trpc.ts";

/** What a member can do about a failed payment: have it tried now, or change the card first. */
export function PayAgain() {
  const { id: org } = useOrg();
  const { mutate, isPending } = useMutation({
    mutationFn: () => trpcClient.plans.payAgain.mutate({ org }),
    onSuccess: async ({ state }) => {
      if (state === "past_due") toast({ title: "The payment failed again. Use another card.", tone: "bad" });
      else toast({ title: "The plan is paid", tone: "good" });
      await queryClient.invalidateQueries();
    },
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
  return (
    <span className="flex flex-wrap gap-2">
      <Link to="/o/$org/settings/payment-methods" params={{ org }} className={buttonLook()}>
        Change the card
      </Link>
      <Button look="primary" isLoading={isPending} onClick={() => mutate()}>
        Pay now
      </Button>
    </span>
  );
}
