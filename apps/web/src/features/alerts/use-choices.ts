import type { EventKind } from "@scrip/contract/notices/events";
import { useMutation, useQuery } from "@tanstack/react-query";
import { toast } from "../../components/ui/toast.ts";
import { problemOf } from "../../data/problem.ts";
import { queryClient } from "../../data/query-client.ts";
import { type Answers, trpc, trpcClient } from "../../data/trpc.ts";

type Choices = Answers["inbox"]["choices"];

/** Of which kinds the reader gets e-mails. */
export function useChoices(org: string) {
  return useQuery(trpc.inbox.choices.queryOptions({ org }));
}

/** Switches e-mails about some kinds on or off. The page shows the choice at once, and takes it back if it fails. */
export function useChoose(org: string) {
  const { queryKey } = trpc.inbox.choices.queryOptions({ org });
  const change = ({ kinds, email }: { readonly kinds: readonly EventKind[]; readonly email: boolean }) =>
    queryClient.setQueryData<Choices>(
      queryKey,
      (now) => now && { kinds: now.kinds.map((each) => (kinds.includes(each.kind) ? { ...each, email } : each)) },
    );
  return useMutation({
    mutationFn: ({ kinds, email }: { readonly kinds: readonly EventKind[]; readonly email: boolean }) =>
      trpcClient.inbox.choose.mutate({ org, kinds: [...kinds], email }),
    onMutate: change,
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}
