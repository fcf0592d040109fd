import { createFileRoute } from "@tanstack/react-router";
import { planQuery } from "../../../data/plan.ts";
import { oneParam } from "../../../data/search.ts";
import { prefetch } from "../../../data/trpc.ts";
import { PlanPage } from "../../../features/plan/plan-page.tsx";

export const Route = createFileRoute("/o/$org/plan")({
  validateSearch: (search: Record<string, unknown>): { interval?: "month" | "year" | undefined } => ({
    interval: oneParam(search.interval, ["month", "year"]),
  }),
  loader: ({ params }) => prefetch(planQuery(params.org)),
  component: PlanPage,
});
