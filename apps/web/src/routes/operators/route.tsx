import { createFileRoute, notFound, redirect } from "@tanstack/react-router";
import { NotFound } from "../../shell/not-found.tsx";
import { OperatorShell } from "../../shell/operator-shell.tsx";
import { PageProblem } from "../../shell/page-problem.tsx";

export const Route = createFileRoute("/operators")({
  beforeLoad: ({ context: { session }, location }) => {
    if (session.person === null) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
    if (!session.person.isOperator) throw notFound();
  },
  component: OperatorShell,
  errorComponent: PageProblem,
  notFoundComponent: NotFound,
});
