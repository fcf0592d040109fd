import { isUpgrade } from "@scrip/domain/plans/preview";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog.tsx";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import type { Catalog } from "../../data/catalog.ts";
import { useNow } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import { type Plan, type PlanQuote, planQuoteQuery } from "../../data/plan.ts";
import { planTitle } from "../../words/plan-words.ts";
import type { PlanAct } from "./plan-act.ts";
import { meaningOf } from "./plan-meaning.tsx";
import { useRunAct, type WayToPay } from "./use-plan.ts";

interface PlanDialogProps {
  readonly act: PlanAct;
  readonly plan: Plan;
  readonly catalog: Catalog;
  readonly onClose: () => void;
}

/** Says what a change of the plan means, when, and in numbers, before the press that does it. */
export function PlanDialog({ act, plan, catalog, onClose }: PlanDialogProps) {
  const now = useNow();
  const [wanted, setWanted] = useState<WayToPay>("saved");
  const quote = useQuoteOf(act);
  const method = quote?.method ?? null;
  const way = method === null ? "page" : wanted;
  const run = useRunAct(act, plan, way);
  const { sentence, facts } = meaningOf({ act, plan, catalog, now, quote });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={titleOf(act, plan, catalog)}
      act={act.kind === "start" && way === "page" ? "Continue to payment" : labelOf(act, plan, catalog)}
      // "Cancel" beside "Cancel the plan" would be unclear.
      keep={act.kind === "cancel" ? `Keep ${planTitle(catalog.plans, plan.plan)}` : undefined}
      isDangerous={act.kind === "cancel"}
      run={run}
      details={
        <div className="flex flex-col gap-3">
          <DescriptionList items={facts} />
          {act.kind === "start" && method !== null && <PayWith method={method} way={way} onChange={setWanted} />}
        </div>
      }
    >
      {sentence}
      {quote?.warning != null && ` ${quote.warning}`}
    </ConfirmDialog>
  );
}

/** What a plan that starts costs; nothing for any other act, and until it is known. */
function useQuoteOf(act: PlanAct): PlanQuote | undefined {
  const { id: org } = useOrg();
  const isStart = act.kind === "start";
  const { data } = useQuery({
    ...planQuoteQuery(org, isStart ? act.plan.plan : "", isStart ? act.interval : "month"),
    enabled: isStart,
  });
  return data;
}

interface PayWithProps {
  readonly method: string;
  readonly way: WayToPay;
  readonly onChange: (way: WayToPay) => void;
}

/** The saved card, or another one on the payment page. */
function PayWith({ method, way, onChange }: PayWithProps) {
  const options = [
    { value: "saved", label: method },
    { value: "page", label: "Another card" },
  ] as const;
  return <Segmented label="Paid with" value={way} options={options} onChange={onChange} />;
}

function titleOf(act: PlanAct, plan: Plan, catalog: Catalog): string {
  const current = planTitle(catalog.plans, plan.plan);
  if (act.kind === "cancel") return `Cancel ${current}?`;
  if (act.kind === "undo") return "Undo what is scheduled?";
  if (act.kind === "start") return `Become ${act.plan.title}?`;
  return act.plan.plan === plan.plan ? `Pay ${current} ${PAY[act.interval]}?` : `Change to ${act.plan.title}?`;
}

const PAY = { month: "monthly", year: "yearly" } as const;

function labelOf(act: PlanAct, plan: Plan, catalog: Catalog): string {
  if (act.kind === "cancel") return "Cancel the plan";
  if (act.kind === "undo") return "Undo";
  if (act.kind === "change") return "Schedule the change";
  const order = catalog.plans.map((each) => each.plan);
  const isHigher = plan.state !== "none" && isUpgrade(order, plan.plan, act.plan.plan);
  return isHigher ? "Pay and upgrade" : "Pay and start";
}
