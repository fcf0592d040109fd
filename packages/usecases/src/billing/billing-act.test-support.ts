import { usd } from "@scrip/domain/money";
import { type Deps, FROM_WITHIN } from "../deps.ts";
import type { OperatorCaller } from "../operators/operator-caller.ts";
import { decideCase } from "./cases/decide-case.ts";
import type { CaseStep } from "./cases/see-case.ts";
import { bookEvent } from "./events/book-event.ts";
import { startPurchase } from "./purchases/start-purchase.ts";
import { startTopUp } from "./top-up/start-top-up.ts";

/** An act about payments that a test runs in a process of its own, and again in its own process. */
export type BillingAct =
  | { readonly do: "buy"; readonly orgId: string; readonly key: string }
  | { readonly do: "top_up"; readonly orgId: string }
  | { readonly do: "book"; readonly event: string }
  | {
      readonly do: "decide";
      readonly orgId: string;
      readonly attemptId: string;
      readonly step: CaseStep;
      readonly operator: OperatorCaller;
    };

const URLS = { done: "https://scrip.example.com/done", back: "https://scrip.example.com/back" };

/** Runs an act. */
export async function runBillingAct(
  deps: Pick<Deps, "homes" | "ledger" | "books" | "gateway">,
  act: BillingAct,
): Promise<void> {
  switch (act.do) {
    case "buy": {
      const { orgId, key } = act;
      const caller = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
      await startPurchase(deps, caller, { amount: usd("25.00"), idempotencyKey: key }, () => URLS);
      break;
    }
    case "top_up":
      await startTopUp(deps, { orgId: act.orgId, kind: "start_topup", refId: act.orgId });
      break;
    case "book":
      await bookEvent(deps, act.event);
      break;
    case "decide":
      await decideCase(deps, act.operator, { ...act, reason: "the bank confirmed it" });
      break;
  }
}
