import { isUpgrade } from "@scrip/domain/plans/preview";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog.tsx";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import type { Catalog } from "../../data/catalog.ts";
import { useNow } from "../../data/now.tsx";
import type { Plan } from "../../data/plan.ts";
import { planTitle } from "../../words/plan-words.ts";
import type { PlanAct } from "./plan-act.ts";
import { meaningOf } from "./plan-meaning.tsx";
import { useRunAct } from "./use-plan.ts";

interface PlanDialogProps {
  readonly act: PlanAct;
  readonly plan: Plan;
  readonly catalog: Catalog;
  readonly onClose: () => void;
}

/** Says what a change of the plan means, when, and in numbers, before the press that does it. */
export function PlanDialog({ act, plan, catalog, onClose }: PlanDialogProps) {
  const now = useNow();
  const run = useRunAct(act, plan);
  const { sentence, facts } = meaningOf({ act, plan, catalog, now });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={titleOf(act, plan, catalog)}
      act={labelOf(act, plan, catalog)}
      // "Cancel" beside "Cancel the plan" would be unclear.
      keep={act.kind === "cancel" ? `Keep ${planTitle(catalog.plans, plan.plan)}` : undefined}
      isDangerous={act.kind === "cancel"}
      run={run}
      details={<DescriptionList items={facts} />}
    >
      {sentence}
    </ConfirmDialog>
  );
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
