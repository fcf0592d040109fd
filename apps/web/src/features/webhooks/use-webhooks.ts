import { type Query, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useOrg } from "../../data/org.ts";
import { type Answers, trpc } from "../../data/trpc.ts";

export type Webhook = Answers["webhooks"]["list"]["webhooks"][number];
export type WebhookKind = Answers["webhooks"]["list"]["kinds"][number];

/** While something waits, a page looks again after so long. */
const LOOK_AGAIN_MS = 4_000;

/** The webhooks of the organization in the address, and the kinds of events that they can choose. */
export function useWebhooks() {
  const org = useOrg();
  return useQuery(
    trpc.webhooks.list.queryOptions(
      { org: org.id },
      { refetchInterval: ({ state }) => isAwaited(state.data?.webhooks.some(({ waiting }) => waiting > 0)) },
    ),
  );
}

/** Returns a function that loads everything about webhooks again, after a change. */
export function useWebhooksChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ predicate: isOfWebhooks }), [client]);
}

/** How often a query looks again. */
export const isAwaited = (is: boolean | undefined): number | false => (is === true ? LOOK_AGAIN_MS : false);

/** The first part of a key is the path of the procedure, such as `["webhooks", "list"]`. */
function isOfWebhooks({ queryKey: [path] }: Pick<Query, "queryKey">): boolean {
  return Array.isArray(path) && path[0] === "webhooks";
}
