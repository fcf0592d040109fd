import { sellerAnswer, sellerInput, setSellerInput } from "@scrip/contract/billing/seller";
import { sellerOf } from "@scrip/db/billing";
import { countWaitingDocuments } from "@scrip/db/read/billing/count-waiting-documents";
import { type Seller, sellerWarnings } from "@scrip/domain/billing/documents";
import { setSeller } from "@scrip/usecases/billing/seller/set-seller";
import type { Deps } from "@scrip/usecases/deps";
import { operatorProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const sellerRouter = router({
  /** The seller of all documents, and what the profile lacks. */
  get: operatorProcedure("operators:billing", "look")
    .input(sellerInput)
    .output(sellerAnswer)
    .query(async ({ ctx: { deps } }) => answerOf(deps, await sellerOf(deps.homes.platform))),

  /** Sets the seller of all documents. The platform's audit log keeps it. */
  set: operatorProcedure("operators:billing")
    .input(setSellerInput)
    .output(sellerAnswer)
    .mutation(async ({ ctx: { deps, operator }, input }) => {
      const { taxes, ...some } = input;
      return answerOf(deps, await setSeller(deps, operator, { ...some, rates: taxes }));
    }),
});

async function answerOf({ verify }: Pick<Deps, "verify">, seller: Seller | null) {
  const documents = await countWaitingDocuments(verify);
  if (seller === null) return { seller, warnings: [], ...documents };
  const { rates, ...some } = seller;
  return { seller: { ...some, taxes: rates }, warnings: sellerWarnings(seller), ...documents };
}
