import { useMutation } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { toast } from "../components/ui/toast.ts";
import { useOrg } from "../data/org.ts";
import { problemOf } from "../data/problem.ts";
import { queryClient } from "../data/query-client.ts";
import { useSession } from "../data/session.ts";
import { trpc, trpcClient } from "../data/trpc.ts";
import { bookedWords } from "../words/booked-words.ts";
import { planNews } from "../words/plan-news.ts";
import { Booked } from "./booked.tsx";

/** What happened while the test clock moved. */
export interface MovedTime {
  /** False if the clock was to move to the next event, and there is none. */
  readonly isPlanned: boolean;
  /** How many pieces of due work ran. */
  readonly ran: number;
  /** What happened to the plan and to the credit, in words. */
  readonly news: readonly string[];
}

/** How the test clock moves, and what happened on the way. */
export function useMoveClock() {
  const { id: org } = useOrg();
  const { hasDemo } = useSession();
  return useMutation({
    mutationFn: async (wanted: number | "next"): Promise<MovedTime> => {
      const to = wanted === "next" ? (await trpcClient.clocks.next.query({ org })).at : new Date(wanted).toISOString();
      if (to === null) return { isPlanned: false, ran: 0, news: [] };
      const [{ seq }, before] = await Promise.all([
        trpcClient.balance.get.query({ org }),
        trpcClient.plans.get.query({ org }),
      ]);
      const move = hasDemo ? trpcClient.demo.advance : trpcClient.clocks.advance;
      const { ran } = await move.mutate({ org, to });
      const [{ sums }, after] = await Promise.all([
        trpcClient.activity.booked.query({ org, after: seq }),
        trpcClient.plans.get.query({ org }),
      ]);
      return { isPlanned: true, ran, news: [...planNews(before, after), ...bookedWords(sums)] };
    },
    onSuccess: async ({ news }) => {
      if (news.length > 0) toast({ title: "Time has moved", description: <Booked parts={news} /> });
      // The due work that ran may have changed any answer.
      await queryClient.invalidateQueries();
    },
  });
}

/** Makes a new organization of the demo and opens it. The old one stays: entries are never deleted. */
export function useStartOver() {
  const { id: org } = useOrg();
  const router = useRouter();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => trpcClient.demo.startOver.mutate({ org }),
    onSuccess: async ({ org: next, name }) => {
      // The routes read the session again, and find the new organization in it.
      await queryClient.resetQueries({ queryKey: trpc.session.get.queryOptions().queryKey });
      await router.invalidate();
      await navigate({ to: "/o/$org", params: { org: next } });
      toast({ title: "A new demo has begun", description: `${name} has six weeks of history. The old one stays.` });
    },
    onError: (error) =>
      toast({ title: "The demo could not start over", description: problemOf(error).message, tone: "bad" }),
  });
}
