import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { accountCalls } from "../../../data/account-calls.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { emailError } from "../frame/field-checks.ts";

const KEPT_MS = 60_000;
/** A pause in typing, after which the address counts as complete. */
const REST_MS = 300;

/**
 * How the person of an address signs in; `undefined` until it is known. The answer depends on the domain only, so it is
 * asked for once per domain.
 */
export function useFoundSso(email: string) {
  const [rested, setRested] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setRested(email.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [email]);
  const isComplete = emailError(rested) === undefined;
  const domain = domainOf(rested);
  const { data } = useQuery({
    queryKey: ["sso", "find", domain],
    queryFn: () => trpcClient.sso.find.mutate({ email: rested }),
    enabled: isComplete,
    staleTime: KEPT_MS,
    // Without an answer, the password is there.
    retry: false,
  });
  // The field may hold another address by now.
  return isComplete && domainOf(email) === domain ? data : undefined;
}

const domainOf = (email: string): string =>
  email
    .trim()
    .slice(email.trim().lastIndexOf("@") + 1)
    .toLowerCase();

/** Begins a sign-in at the identity provider of an organization: the browser leaves the page. */
export function useSsoSignIn(to: string | undefined) {
  const { mutateAsync, isPending, isSuccess, error } = useMutation({
    mutationFn: ({ org, email }: { readonly org: string; readonly email: string }) =>
      accountCalls.signInSso({ org, to: pathOf(to), email: email.trim() }),
    onSuccess: ({ url }) => location.assign(url),
  });
  const start = (org: string, email: string): Promise<unknown> => mutateAsync({ org, email });
  return { start, isLeaving: isPending || isSuccess, error };
}

/** A path as the server takes it: in ASCII, of this site. */
function pathOf(to = "/"): string {
  const { pathname, search, hash } = new URL(to, location.origin);
  return `${pathname}${search}${hash}`;
}
