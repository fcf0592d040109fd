import { getRouteApi, rootRouteId } from "@tanstack/react-router";
import { queryClient } from "./query-client.ts";
import { type Answers, trpc } from "./trpc.ts";

export type Session = Answers["session"]["get"];

/** Reads the session for the checks of a route. The answer stays in the cache until a person signs in or out. */
export const readSession = (): Promise<Session> =>
  queryClient.query(
    trpc.session.get.queryOptions(undefined, { staleTime: "static", gcTime: Number.POSITIVE_INFINITY }),
  );

const root = getRouteApi(rootRouteId);

/** The person who is signed in, and the organizations that they may see. */
export const useSession = (): Session => root.useRouteContext({ select: ({ session }) => session });
