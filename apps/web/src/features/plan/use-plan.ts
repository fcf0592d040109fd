import { showUsd } from "@scrip/domain/money";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "../../components/ui/toast.ts";
import { orgCatalogQuery } from "../../data/catalog.ts";
import { useOrg } from "../../data/org.ts";
import { type Plan, planQuery } from "../../data/plan.ts";
import { queryClient } from "../../data/query-client.ts";
import { trpcClient } from "../../data/trpc.ts";
import type { PlanAct } from "./plan-act.ts";

/** The plan of the organization, and what the catalog sells to it. */
export function usePlan() {
  const { id: org } = useOrg();
  const plan = useQuery(planQuery(org));
  const catalog = useQuery(orgCatalogQuery(org));
  return {
    plan: plan.data,
    catalog: catalog.data,
    error: plan.error ?? catalog.error,
    refetch: () => {
      void plan.refetch();
      void catalog.refetch();
    },
  };
}

/** How a member pays for a plan that starts: on the payment page, or with the saved card. */
export type WayToPay = "page" | "saved";

/**
 * Carries out what a member asks for. One key for each dialog, so that a second press changes nothing twice. Where a page
 * takes the payment, the browser goes there.
 */
export function useRunAct(act: PlanAct, now: Plan, way: WayToPay): () => Promise<void> {
  const { id: org } = useOrg();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return async () => {
    const after = await send(act, { org, idempotencyKey, way, isSubscribed: now.state !== "none" });
    if (act.kind === "start" && after.pending !== null && after.pending.url !== null) {
      location.assign(after.pending.url);
      return;
    }
    toast(said(act, after));
    // The change may have moved credit, too, and the session names the plan.
    await queryClient.invalidateQueries();
  };
}

interface Call {
  readonly org: string;
  readonly idempotencyKey: string;
  readonly way: WayToPay;
  readonly isSubscribed: boolean;
}

function send(act: PlanAct, { isSubscribed, way, ...command }: Call): Promise<Plan> {
  const { plans } = trpcClient;
  if (act.kind === "cancel") return plans.cancel.mutate(command);
  if (act.kind === "undo") return plans.undo.mutate(command);
  const { plan, interval } = act;
  const wanted = { ...command, plan: plan.plan, interval, ...(act.kind === "start" && { way }) };
  return isSubscribed ? plans.change.mutate(wanted) : plans.subscribe.mutate(wanted);
}

/** What happened, in amounts. */
function said(act: PlanAct, after: Plan) {
  if (act.kind === "undo") return { title: "Taken back", description: "The plan goes on as before." };
  if (act.kind === "cancel")
    return after.state === "none"
      ? { title: "The plan has ended" }
      : { title: "The plan is cancelled", description: "It stays until the period ends. You can undo it until then." };
  if (act.kind === "change") return { title: "The change is scheduled", description: "You can undo it until then." };
  if (after.pending !== null)
    return { title: "The payment is on its way", description: "The plan starts when it arrives." };
  const { monthly } = act.plan;
  const credit = monthly?.atOnce === true ? `+${showUsd(BigInt(monthly.amount), "nearest")} plan credit.` : undefined;
  return { title: `You are on ${act.plan.title}`, tone: "good" as const, ...(credit && { description: credit }) };
}
