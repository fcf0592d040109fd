import { topUpAnswer, topUpInput, topUpPreviewAnswer } from "@scrip/contract/billing/top-up";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { paidWith } from "@scrip/domain/billing/attempts";
import type { TopUpSettings } from "@scrip/domain/billing/top-up";
import { setTopUp } from "@scrip/usecases/billing/top-up/set-top-up";
import { previewTopUp, viewTopUp } from "@scrip/usecases/billing/top-up/view-top-up";
import type { Deps } from "@scrip/usecases/deps";
import type { z } from "zod";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const topUpRouter = router({
  /** Automatic top-up of an organization. */
  get: orgProcedure("billing:read", "look")
    .input(organizationInput)
    .output(topUpAnswer)
    .query(({ ctx }) => answerFor(ctx.deps, ctx.caller.orgId)),

  /** What automatic top-up would do now under other settings. */
  preview: orgProcedure("billing:write", "look")
    .input(topUpInput)
    .output(topUpPreviewAnswer)
    .query(async ({ ctx, input }) => {
      const { outOfRange, review, total, method } = await previewTopUp(ctx.deps, ctx.caller.orgId, settingsIn(input));
      const { decision } = review;
      return {
        outOfRange,
        buys: total && { net: total.net, tax: total.tax, gross: total.gross },
        why: decision.kind === "none" ? decision.why : null,
        until: "until" in decision ? decision.until : null,
        card: method && paidWith(method),
      };
    }),

  /** Sets automatic top-up. If credit is to be bought now, the purchase follows at once. */
  set: orgProcedure("billing:write")
    .input(topUpInput)
    .output(topUpAnswer)
    .mutation(async ({ ctx, input }) => {
      await setTopUp(ctx.deps, ctx.caller, settingsIn(input));
      return answerFor(ctx.deps, ctx.caller.orgId);
    }),
});

function settingsIn(input: z.output<typeof topUpInput>): TopUpSettings {
  const { buys, isOn, threshold, perDay, perMonth } = input;
  const bought: TopUpSettings["buys"] =
    "amount" in buys ? { kind: "amount", amount: buys.amount } : { kind: "up_to", target: buys.target };
  return { isOn, threshold, buys: bought, perDay, perMonth };
}

async function answerFor(deps: Deps, orgId: string) {
  const { settings, state, facts, method } = await viewTopUp(deps, orgId);
  const { buys, ...others } = settings;
  return {
    isPossible: deps.gateway !== undefined,
    settings: {
      ...others,
      amount: buys.kind === "amount" ? buys.amount : null,
      target: buys.kind === "up_to" ? buys.target : null,
    },
    state: state.kind,
    until: "until" in state ? state.until : null,
    isPaying: facts.isPaying,
    card: method && paidWith(method),
    bought: facts.bought,
    purchases: facts.purchases,
  };
}
