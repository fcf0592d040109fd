import { createFileRoute, redirect } from "@tanstack/react-router";
import { readNext } from "../data/next-path.ts";
import { textParam } from "../data/search.ts";
import { SignUpPage } from "../features/account/sign-up/sign-up-page.tsx";

export const Route = createFileRoute("/sign-up")({
  staticData: { title: "Sign up" },
  validateSearch: (search: Record<string, unknown>): SignUpSearch => ({
    ...readNext(search),
    email: textParam(search.email),
  }),
  beforeLoad: ({ context: { session }, search: { next = "/" } }) => {
    if (session.person !== null) throw redirect({ href: next, replace: true });
  },
  component: SignUpPage,
});

interface SignUpSearch {
  next?: string | undefined;
  /** The address that the form opens with. */
  email?: string | undefined;
}
