import { getRouteApi, rootRouteId } from "@tanstack/react-router";
import { queryClient } from "./query-client.ts";
import { type Answers, trpc } from "./trpc.ts";

export type Session = Answers["session"]["get"];

/** Who is signed in, for what runs before a page: asked once, and again after signing in or out. */
export const readSession = (): Promise<Session> =>
  queryClient.query(
    trpc.session.get.queryOptions(undefined, { staleTime: "static", gcTime: Number.POSITIVE_INFINITY }),
  );

const root = getRouteApi(rootRouteId);

/** Who is signed in, and where they may look. */
export const useSession = (): Session => root.useRouteContext({ select: ({ session }) => session });
