import { RefusedState } from "../../components/ui/refused-state.tsx";
import type { Problem } from "../../data/problem.ts";

/** Shown on a plan without the audit log. */
export function NotInPlan({ details }: { readonly details: Problem["details"] }) {
  const { plan, needed } = details as { readonly plan?: string; readonly needed?: string | null };
  const title = needed == null ? "No plan shows the audit log" : `The audit log is part of the plan "${needed}"`;
  return (
    <div className="card">
      <RefusedState title={title}>
        Your plan is {plan === undefined ? "another one" : `"${plan}"`}. What happens is recorded on every plan, and all
        of it appears here once your plan has the audit log.
      </RefusedState>
    </div>
  );
}
