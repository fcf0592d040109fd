import { formatUsd } from "@scrip/domain/money";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "../../../components/ui/toast.ts";
import { problemOf } from "../../../data/problem.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { ACT_WORDS, type Act } from "../act/act-line.tsx";

/** Approves an act, which then runs. */
export function useApprove({ act, kind, amount, organization }: Act) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation(
    trpc.approvals.approve.mutationOptions({
      onSuccess: () =>
        toast({
          title: `${ACT_WORDS[kind]}: ${formatUsd(BigInt(amount))}`,
          ...(organization !== null && { description: organization }),
          tone: "good",
        }),
      onError: (error) => toast({ title: "This was not approved", description: problemOf(error).message, tone: "bad" }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: [["approvals"]] }),
    }),
  );
  return { approve: () => mutate({ act }), isApproving: isPending };
}
