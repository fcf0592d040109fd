import type { ScenarioProblem } from "./problem.ts";
import type { Step, StepOf } from "./step.ts";

/** What an organization's earlier steps have named. */
interface Named {
  /** Purchases and usage events. */
  readonly single: Set<string>;
  readonly subscriptions: Set<string>;
  readonly events: Set<string>;
  readonly grants: Set<string>;
  /** Codes of campaigns, which belong to no organization. */
  readonly codes: Set<string>;
}

/**
 * Checks that each step names something that an earlier step of its organization made, and that no id is used twice.
 * @param steps in the order in which they run
 */
export function idProblems(steps: readonly Step[]): readonly ScenarioProblem[] {
  const byOrg = new Map<string, Named>();
  return steps.flatMap((step) => {
    const named = byOrg.get(step.org ?? "") ?? noneNamed();
    byOrg.set(step.org ?? "", named);
    const found = problemOf(step, named);
    return found === null ? [] : [{ line: step.line, ...found }];
  });
}

const noneNamed = (): Named => ({
  single: new Set(),
  subscriptions: new Set(),
  events: new Set(),
  grants: new Set(),
  codes: new Set(),
});

type IdProblem = Omit<ScenarioProblem, "line">;

function problemOf(step: Step, named: Named): IdProblem | null {
  if (step.do === "subscribe" && step.id !== undefined) return add(named, named.subscriptions, step.id);
  if (step.do === "purchase" && step.id !== undefined) return add(named, named.single, step.id);
  if (step.do === "grant" && step.key !== undefined) named.grants.add(step.key);
  if (step.do === "campaign") return codeProblem(step, named);
  if (step.do === "usage") return usageProblem(step, named);
  if (isTakingBack(step) && !isNamed(named, step.id))
    return { field: "id", message: "names no earlier payment or grant of the organization" };
  return null;
}

function codeProblem({ code }: StepOf<"campaign">, { codes }: Named): IdProblem | null {
  if (codes.has(code)) return { field: "code", message: "is the code of an earlier campaign" };
  codes.add(code);
  return null;
}

function usageProblem({ id, corrects }: StepOf<"usage">, named: Named): IdProblem | null {
  if (corrects !== undefined && !named.events.has(corrects))
    return { field: "corrects", message: "names no earlier usage event of the organization" };
  return add(named, named.events, id);
}

function isTakingBack(step: Step): step is StepOf<"refund" | "dispute" | "dispute_won" | "dispute_lost"> {
  return ["refund", "dispute", "dispute_won", "dispute_lost"].includes(step.do);
}

function add(named: Named, to: Set<string>, id: string): IdProblem | null {
  const isTaken = named.single.has(id) || named.subscriptions.has(id) || named.events.has(id);
  if (isTaken) return { field: "id", message: "is used twice" };
  to.add(id);
  return null;
}

/** `ID#n` is the n-th payment of a subscription. */
function isNamed({ single, subscriptions, grants }: Named, id: string): boolean {
  if (single.has(id) || subscriptions.has(id) || grants.has(id)) return true;
  const [, subscription = ""] = /^(.+)#[1-9][0-9]{0,3}$/.exec(id) ?? [];
  return subscriptions.has(subscription);
}
