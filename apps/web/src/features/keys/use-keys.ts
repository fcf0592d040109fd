import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useOrg } from "../../data/org.ts";
import { trpc } from "../../data/trpc.ts";

/** The keys of the organization in the address. What they used today follows the live stream. */
export function useKeys() {
  const org = useOrg();
  return useQuery(trpc.keys.list.queryOptions({ org: org.id }, { meta: { live: true } }));
}

/** Returns a function that loads the keys again, after a change. */
export function useKeysChanged(): () => Promise<void> {
  const org = useOrg();
  const client = useQueryClient();
  return useCallback(
    () => client.invalidateQueries({ queryKey: trpc.keys.list.queryOptions({ org: org.id }).queryKey }),
    [client, org.id],
  );
}
