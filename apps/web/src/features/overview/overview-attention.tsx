import { PaymentsOnTheirWay } from "../../components/credit/payments-on-their-way.tsx";
import type { Answers } from "../../data/trpc.ts";
import { AttentionList } from "./attention-list.tsx";
import { PaymentAttention } from "./payment-attention.tsx";

/** What needs attention, and the payments that are on their way. */
export function OverviewAttention({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  return (
    <>
      <AttentionList overview={overview} />
      <PaymentAttention />
      <PaymentsOnTheirWay />
    </>
  );
}
