import { previewCancel, previewChange, previewStart, previewUndo } from "@scrip/domain/plans/preview";
import type { ReactNode } from "react";
import { Money } from "../../components/ui/money.tsx";
import { Time } from "../../components/ui/time.tsx";
import type { Catalog } from "../../data/catalog.ts";
import type { Plan, PlanQuote } from "../../data/plan.ts";
import { PER, planTitle } from "../../words/plan-words.ts";
import type { PlanAct } from "./plan-act.ts";
import { runningPlan, termsOf } from "./plan-terms.ts";

interface Asked {
  readonly act: PlanAct;
  readonly plan: Plan;
  readonly catalog: Catalog;
  /** The organization's time, ms since 1970. */
  readonly now: number;
  /** What a plan that starts costs with tax; not given until it is known. */
  readonly quote?: PlanQuote | undefined;
}

/** What an act means: a sentence, and the consequences in figures. */
export interface Meaning {
  readonly sentence: string;
  readonly facts: readonly { readonly name: string; readonly value: ReactNode }[];
}

/** Says what an act means, by the rules that carry it out. */
export function meaningOf(asked: Asked): Meaning {
  const { act } = asked;
  if (act.kind === "start") return startMeans(asked, act);
  if (act.kind === "change") return changeMeans(asked, act);
  return act.kind === "cancel" ? cancelMeans(asked) : undoMeans(asked);
}

const at = (ms: number): ReactNode => <Time at={ms} look="moment" />;
const money = (amount: bigint): ReactNode => <Money micros={amount} kind="exact" />;
const moneyAt = (amount: bigint, ms: number): ReactNode => (
  <>
    {money(amount)} on {at(ms)}
  </>
);

function startMeans(
  { plan, catalog, now, quote }: Asked,
  { plan: wanted, interval }: Extract<PlanAct, { kind: "start" }>,
): Meaning {
  const terms = termsOf(wanted, interval);
  if (terms === null) return { sentence: `${wanted.title} is not sold ${PER[interval]}.`, facts: [] };
  const { paysNow, creditNow, nextPayment, nextCredit } = previewStart(terms, now);
  const isFirst = plan.state === "none";
  const before = planTitle(catalog.plans, plan.plan);
  return {
    sentence: isFirst
      ? `${wanted.title} starts at once. Credit that you have stays as it is.`
      : `${wanted.title} starts at once, at its full price, and ${before} ends now without a refund. Credit that you have stays as it is.`,
    facts: [
      ...taxFacts(quote),
      { name: "You pay now", value: money(quote === undefined ? paysNow : BigInt(quote.gross)) },
      ...(creditNow === null
        ? []
        : [
            {
              name: "Credit at once",
              value: (
                <>
                  <Money micros={creditNow.amount} kind="exact" sign="always" tone="auto" />, expires{" "}
                  {at(creditNow.expiresAt)}
                </>
              ),
            },
          ]),
      ...(nextCredit === null ? [] : [{ name: "Next credit", value: moneyAt(nextCredit.amount, nextCredit.at) }]),
      { name: "Next payment", value: moneyAt(nextPayment.amount, nextPayment.at) },
    ],
  };
}

/** The price and its tax, where there is one. */
function taxFacts(quote: PlanQuote | undefined): Meaning["facts"] {
  const tax = quote?.tax ?? null;
  if (quote === undefined || tax === null) return [];
  return [
    { name: "Price", value: money(BigInt(quote.net)) },
    { name: `${tax.title} ${tax.percent} %`, value: money(BigInt(tax.amount)) },
  ];
}

function changeMeans(
  { plan, catalog }: Asked,
  { plan: wanted, interval }: Extract<PlanAct, { kind: "change" }>,
): Meaning {
  const terms = termsOf(wanted, interval);
  const running = runningPlan(plan);
  if (terms === null || running === null)
    return { sentence: `${wanted.title} is not sold ${PER[interval]}.`, facts: [] };
  const preview = previewChange(running, interval);
  const before = planTitle(catalog.plans, plan.plan);
  const isSame = wanted.plan === plan.plan;
  return {
    sentence: isSame
      ? "Nothing changes before the running period ends. You can undo it until then."
      : `${before} stays until the running period ends. Lower limits bind only on new things, and nothing is deleted. You can undo it until then.`,
    facts: [
      { name: "You pay now", value: money(0n) },
      { name: isSame ? "Changes on" : `${wanted.title} from`, value: at(preview.at) },
      { name: "You pay then", value: moneyAt(terms.price, preview.at) },
      { name: "For the period until", value: at(preview.until) },
      ...(terms.credit === null ? [] : [{ name: "Credit each month", value: money(terms.credit.amount) }]),
    ],
  };
}

function cancelMeans({ plan, catalog, now }: Asked): Meaning {
  const running = runningPlan(plan);
  const current = planTitle(catalog.plans, plan.plan);
  const after = planTitle(catalog.plans, catalog.defaultPlan);
  if (running === null) return { sentence: "There is no subscription.", facts: [] };
  const { endsAt, monthsWithoutCredit } = previewCancel(running, now);
  const lost = monthsWithoutCredit.length;
  const kept = `Credit that you have stays as it is, and nothing is deleted: the limits of ${after} bind only on new things.`;
  return {
    sentence: running.isPastDue
      ? `${current} ends at once, since its last payment failed. ${kept}`
      : `${current} stays until the period that you paid for ends. No further plan credit comes, and nothing more is paid. ${kept}`,
    facts: [
      { name: `${current} until`, value: running.isPastDue ? "now" : at(endsAt) },
      { name: `${after} from`, value: running.isPastDue ? "now" : at(endsAt) },
      { name: "Refund", value: money(0n) },
      ...(lost === 0
        ? []
        : [
            {
              name: "Credit that no longer comes",
              value: `${lost} ${lost === 1 ? "month" : "months"} of the paid period`,
            },
          ]),
    ],
  };
}

function undoMeans({ plan, catalog, now }: Asked): Meaning {
  const running = runningPlan(plan);
  const current = planTitle(catalog.plans, plan.plan);
  if (running === null || plan.interval === null) return { sentence: "There is no subscription.", facts: [] };
  const { renewsAt, nextMonthAt } = previewUndo(running, now);
  const monthly = catalog.plans.find((each) => each.plan === plan.plan)?.monthly ?? null;
  return {
    sentence: `${current} goes on as if nothing had been scheduled. Credit whose day passed meanwhile is not made up for.`,
    facts: [
      { name: "You pay now", value: money(0n) },
      ...(plan.price === null
        ? []
        : [
            {
              name: "Renews",
              value: (
                <>
                  {money(BigInt(plan.price))} {PER[plan.interval]}, on {at(renewsAt)}
                </>
              ),
            },
          ]),
      ...(monthly === null ? [] : [{ name: "Next credit", value: moneyAt(BigInt(monthly.amount), nextMonthAt) }]),
    ],
  };
}
