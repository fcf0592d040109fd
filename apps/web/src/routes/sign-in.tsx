import { createFileRoute, redirect } from "@tanstack/react-router";
import { textParam } from "../data/search.ts";
import { SignIn } from "../shell/sign-in.tsx";

export const Route = createFileRoute("/sign-in")({
  staticData: { title: "Sign in" },
  /** The path to open after signing in. Only paths of this site are accepted. */
  validateSearch: (search: Record<string, unknown>): { next?: string | undefined } => {
    const next = textParam(search.next);
    // Named even if unset, since the router keeps a parameter that a search leaves out.
    return { next: next !== undefined && /^\/(?!\/|\\)/.test(next) ? next : undefined };
  },
  beforeLoad: ({ context: { session } }) => {
    if (session.person !== null) throw redirect({ to: "/", replace: true });
  },
  component: SignIn,
});
