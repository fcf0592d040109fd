import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { LiveDot } from "../components/ui/live-dot.tsx";
import { Money } from "../components/ui/money.tsx";
import { Skeleton } from "../components/ui/skeleton.tsx";
import { useConnection } from "../data/connection.ts";
import { useBrowserNowAs, useNowAs } from "../data/now.tsx";
import { useOrg } from "../data/org.ts";
import { overviewQuery } from "../data/overview.ts";
import { queryClient } from "../data/query-client.ts";
import { useTRPC } from "../data/trpc.ts";
import { relativeWords } from "../words/time-words.ts";

/** How often a page fetches the runway. The balance itself comes from the live stream. */
const RUNWAY_MS = 30_000;

/** The available credit and how long it lasts, in the top bar of every page. */
export function BalanceChip() {
  const org = useOrg();
  const trpc = useTRPC();
  const { connection } = useConnection();
  const age = useAgeWords();
  const { data: balance } = useQuery(trpc.balance.get.queryOptions({ org: org.id }, { staleTime: 60_000 }));
  return (
    <Link
      to="/o/$org"
      params={{ org: org.id }}
      className="flex h-8 items-center gap-2 rounded-round border border-line bg-raised px-3 text-13 hover:bg-sunken"
    >
      <LiveDot connection={connection} {...(age !== null && { age })} />
      {balance === undefined ? (
        <Skeleton className="h-4 w-16" />
      ) : (
        <Money micros={balance.available} kind="available" label="Available" />
      )}
      <Runway org={org.id} />
    </Link>
  );
}

function Runway({ org }: { readonly org: string }) {
  const options = overviewQuery(org);
  // Disabled, so it only reads the cache. The overview page keeps it fresh, and on every other page the timer does.
  const { data } = useQuery({ ...options, enabled: false });
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible")
        queryClient.query({ ...options, staleTime: RUNWAY_MS }).catch(() => undefined);
    };
    refresh();
    const timer = setInterval(refresh, RUNWAY_MS);
    return () => clearInterval(timer);
    // `options` is a new object on each render; only the organization matters.
  }, [org]);
  const at = data?.runway.state === "ends" && data.runway.at !== null ? Date.parse(data.runway.at) : null;
  const words = useNowAs((now) => (at === null ? "" : relativeWords(at, now)));
  if (words === "") return null;
  return (
    <span className="border-l border-line pl-2 whitespace-nowrap text-muted max-tablet:hidden">
      <span className="sr-only">Runs out </span>
      {words.replace(/^in /, "")}
    </span>
  );
}

/** When the page was last up to date, in words; `null` before the first time. */
export function useAgeWords(): string | null {
  const { upToDateAt } = useConnection();
  const words = useBrowserNowAs((now) => (upToDateAt === null ? "" : relativeWords(upToDateAt, now)));
  return words === "" ? null : words;
}
