import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useOrg } from "../../../data/org.ts";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import { EPOCHS_PAGE, epochBlocks, mergeEpochs, newestBlock } from "./epoch-blocks.ts";

type Story = Answers["jobs"]["story"];

/** The epochs of a job, the newest first: the live newest page, and older blocks down to the scroll position. */
export function useEpochs({ job: { job }, epochs, nextLeg }: Story) {
  const { id: org } = useOrg();
  const trpc = useTRPC();
  const [lowest, setLowest] = useState(Number.POSITIVE_INFINITY);
  const { before, hasMore } = epochBlocks(nextLeg, lowest);
  // A full block never changes, so it is fetched once and is not live.
  const options = { staleTime: Number.POSITIVE_INFINITY };
  const older = useQueries({
    queries: before.map((beforeLeg) =>
      trpc.jobs.story.queryOptions({ org, job, beforeLeg, limit: EPOCHS_PAGE }, options),
    ),
    combine: (results) => ({
      pages: results.map(({ data }) => data?.epochs ?? []),
      isFetching: results.some(({ isFetching }) => isFetching),
    }),
  });
  const rows = useMemo(() => mergeEpochs([epochs, ...older.pages]), [epochs, older.pages]);
  const onMore = useCallback(() => {
    if (nextLeg !== null) setLowest((was) => Math.max(0, Math.min(was, newestBlock(nextLeg) + 1) - 1));
  }, [nextLeg]);
  return { rows, hasMore, onMore: older.isFetching ? undefined : onMore };
}
