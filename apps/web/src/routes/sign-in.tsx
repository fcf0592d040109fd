import { createFileRoute, redirect } from "@tanstack/react-router";
import { readNext } from "../data/next-path.ts";
import { oneParam } from "../data/search.ts";
import { readSsoProblem } from "../data/sso-problem.ts";
import { SignInPage } from "../features/account/sign-in/sign-in-page.tsx";

export const Route = createFileRoute("/sign-in")({
  staticData: { title: "Sign in" },
  // Named even if unset, since the router keeps a parameter that a search leaves out.
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    ...readNext(search),
    code: readSsoProblem(search).code,
    problem: oneParam(search.problem, ["social", "sso"]),
  }),
  beforeLoad: ({ context: { session }, search: { next = "/" } }) => {
    if (session.person !== null) throw redirect({ href: next, replace: true });
  },
  component: SignInPage,
});

interface SignInSearch {
  next?: string | undefined;
  /** The other service, or the organization's identity provider, sent the person back without a sign-in. */
  problem?: "social" | "sso" | undefined;
  /** Why the identity provider's sign-in failed. */
  code?: string | undefined;
}
