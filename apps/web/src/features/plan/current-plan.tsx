import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Badge, type Tone } from "../../components/ui/badge.tsx";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { Callout } from "../../components/ui/callout.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Time } from "../../components/ui/time.tsx";
import type { Catalog } from "../../data/catalog.ts";
import { useOrg } from "../../data/org.ts";
import type { Plan } from "../../data/plan.ts";
import { PAID_BY, PER, planTitle } from "../../words/plan-words.ts";
import { ContractTerms } from "./contract-terms.tsx";
import { PayAgain } from "./pay-again.tsx";
import type { PlanAct } from "./plan-act.ts";

interface CurrentPlanProps {
  readonly plan: Plan;
  readonly catalog: Catalog;
  /** `null` for a member who may not change the plan. */
  readonly onAct: ((act: PlanAct) => void) | null;
}

const STATES: Readonly<Record<Plan["state"], { readonly tone: Tone; readonly words: string } | null>> = {
  none: null,
  active: { tone: "good", words: "Active" },
  changing: { tone: "accent", words: "Changes soon" },
  ending: { tone: "warn", words: "Ends soon" },
  past_due: { tone: "bad", words: "Payment failed" },
  contract: { tone: "accent", words: "Contract" },
};

/** The plan in force, what happens next and when, and how to stop it. */
export function CurrentPlan({ plan, catalog, onAct }: CurrentPlanProps) {
  const state = STATES[plan.state];
  const title = planTitle(catalog.plans, plan.plan);
  return (
    <section aria-label="Your plan" className="card flex flex-col gap-4 p-4 tablet:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 className="text-13 text-muted">Your plan</h2>
          <p className="flex flex-wrap items-center gap-3">
            <span className="text-28 font-strong tracking-tight">{title}</span>
            {state !== null && (
              <Badge tone={state.tone} hasDot>
                {state.words}
              </Badge>
            )}
          </p>
          <p className="max-w-[70ch] text-14 text-pretty text-muted">
            <Standing plan={plan} />
          </p>
        </div>
        <Buttons plan={plan} onAct={onAct} />
      </div>
      <Next plan={plan} catalog={catalog} onAct={onAct} />
      {plan.contract !== null && <ContractTerms contract={plan.contract} catalog={catalog} />}
    </section>
  );
}

/** What is paid for the plan, and when the next payment and the next credit come. */
function Standing({ plan }: Pick<CurrentPlanProps, "plan">): ReactNode {
  const { state, interval, price, period, nextGrant, contract } = plan;
  if (state === "contract" && contract !== null)
    return contract.endsAt === null ? (
      <>By contract since {day(contract.startsAt)}, without an agreed end.</>
    ) : (
      <>
        By contract from {day(contract.startsAt)} until {day(contract.endsAt)}.
      </>
    );
  if (interval === null || price === null || period === null) return "It costs nothing. You pay for what you use.";
  return (
    <>
      <Money micros={price} /> {PER[interval]}, paid {PAID_BY[interval]}.{" "}
      {state === "active" && <>Renews on {day(period.until)}. </>}
      {nextGrant !== null && (
        <>
          <Money micros={nextGrant.amount} sign="always" /> credit comes on {day(nextGrant.at)}.
        </>
      )}
    </>
  );
}

const day = (at: string) => <Time at={at} look="moment" />;

/** What is scheduled or failed, with what it means. */
function Next({ plan, catalog, onAct }: CurrentPlanProps) {
  const { state, scheduled, nextTry } = plan;
  if (state === "past_due")
    return (
      <Callout tone="bad" title="The last payment failed" action={onAct !== null && <PayAgain />}>
        {nextTry === null ? "It is tried again soon. " : <>It is tried again on {day(nextTry)}. </>}
        Everything stays as it is until then, and the credit of this month waits for the payment. After the last try the
        organization is on {planTitle(catalog.plans, catalog.defaultPlan)}. Nothing is deleted.
      </Callout>
    );
  if (scheduled === null) return null;
  const to = planTitle(catalog.plans, scheduled.plan);
  const undo = onAct !== null && <Button onClick={() => onAct({ kind: "undo" })}>Undo</Button>;
  if (scheduled.kind === "cancel")
    return (
      <Callout tone="warn" title={<>The plan ends on {day(scheduled.at)}</>} action={undo}>
        Until then everything stays, but no further plan credit comes. Then the organization is on {to}. Credit that you
        bought stays, and nothing is deleted.
      </Callout>
    );
  return (
    <Callout tone="info" title={<>Changes on {day(scheduled.at)}</>} action={undo}>
      Then the plan is {to}
      {scheduled.interval !== null && scheduled.price !== null && (
        <>
          , for <Money micros={scheduled.price} /> {PER[scheduled.interval]}
        </>
      )}
      .
    </Callout>
  );
}

function Buttons({ plan, onAct }: Pick<CurrentPlanProps, "plan" | "onAct">) {
  const { id: org } = useOrg();
  if (plan.state === "contract")
    return (
      <Link to="/sales" search={{ org, plan: plan.plan }} className={buttonLook()}>
        Talk to sales
      </Link>
    );
  if (plan.state === "none" || plan.state === "ending" || onAct === null) return null;
  return <Button onClick={() => onAct({ kind: "cancel" })}>Cancel the plan</Button>;
}
