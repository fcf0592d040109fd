import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { type Answers, trpc } from "../../data/trpc.ts";

/** The single sign-on of an organization. */
export type Sso = Answers["sso"]["get"];
export type SsoDomain = Sso["domains"][number];
export type SsoProvider = NonNullable<Sso["provider"]>;

/** The single sign-on of the organization in the address. */
export function useSso() {
  const org = useOrg();
  return useQuery(trpc.sso.get.queryOptions({ org: org.id }));
}

/** Returns a function that loads it again, after a change. */
export function useSsoChanged(): () => Promise<void> {
  const org = useOrg();
  const client = useQueryClient();
  return useCallback(
    () => client.invalidateQueries({ queryKey: trpc.sso.get.queryOptions({ org: org.id }).queryKey }),
    [client, org.id],
  );
}

/** The sentence of a refusal about the identity provider itself; `undefined` for any other error. */
export function providerProblem(error: unknown): string | undefined {
  const { code, message, details } = problemOf(error);
  if (code !== "identity_provider_refused") return undefined;
  return "problem" in details && typeof details.problem === "string" ? details.problem : message;
}
