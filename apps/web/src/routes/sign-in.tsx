import { createFileRoute, redirect } from "@tanstack/react-router";
import { textParam } from "../data/search.ts";
import { SignIn } from "../shell/sign-in.tsx";

export const Route = createFileRoute("/sign-in")({
  staticData: { title: "Sign in" },
  /** Where to go on afterwards: a path of our own. */
  validateSearch: (search: Record<string, unknown>): { next?: string | undefined } => {
    const next = textParam(search.next);
    // Named even when there is none: what is not named keeps what the address says.
    return { next: next !== undefined && /^\/(?!\/|\\)/.test(next) ? next : undefined };
  },
  beforeLoad: ({ context: { session } }) => {
    if (session.person !== null) throw redirect({ to: "/", replace: true });
  },
  component: SignIn,
});
