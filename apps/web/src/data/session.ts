import { getRouteApi, rootRouteId } from "@tanstack/react-router";
import { queryClient } from "./query-client.ts";
import { type Answers, trpc } from "./trpc.ts";

export type Session = Answers["session"]["get"];

/** Reads the session for the checks of a route. The answer stays in the cache until a person signs in or out. */
export const readSession = (): Promise<Session> =>
  queryClient.query(
    trpc.session.get.queryOptions(undefined, { staleTime: "static", gcTime: Number.POSITIVE_INFINITY }),
  );

/**
 * Ends the session in the pages: the routes read it again and open the sign-in, then all answers are dropped. Parts that
 * are still shown would ask for dropped answers again, and the server would refuse.
 * @param openSignIn lets the routes run again
 */
export async function endSession(openSignIn: () => Promise<unknown>): Promise<void> {
  queryClient.removeQueries({ queryKey: trpc.session.get.queryOptions().queryKey });
  await openSignIn();
  queryClient.clear();
}

/**
 * Reads the session again after the person changed it, such as their name.
 * @param readAgain lets the routes run again
 */
export async function refreshSession(readAgain: () => Promise<unknown>): Promise<void> {
  queryClient.removeQueries({ queryKey: trpc.session.get.queryOptions().queryKey });
  await readAgain();
}

const root = getRouteApi(rootRouteId);

/** The person who is signed in, and the organizations that they may see. */
export const useSession = (): Session => root.useRouteContext({ select: ({ session }) => session });

/**
 * The person who is signed in, on a page that nobody else reaches.
 * @throws Error if nobody is signed in: the route must check it
 */
export function usePerson(): NonNullable<Session["person"]> {
  const { person } = useSession();
  if (person === null) throw new Error("Nobody is signed in.");
  return person;
}
