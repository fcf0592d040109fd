import { createFileRoute, redirect } from "@tanstack/react-router";
import { sessionsQuery } from "../data/account-calls.ts";
import { prefetch } from "../data/trpc.ts";
import { AccountPage } from "../features/account/settings/account-page.tsx";

export const Route = createFileRoute("/account")({
  staticData: { title: "Your account" },
  beforeLoad: ({ context: { session }, location }) => {
    if (session.person === null) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
  },
  loader: () => prefetch(sessionsQuery),
  component: AccountPage,
});
