import type { Catalog } from "../../catalog/index.ts";
import type { DocumentLine } from "../documents/line.ts";
import type { PaymentStatus } from "./payment-status.ts";

/**
 * A label for each status. The page and the file use the same labels.
 * @source docs/rules.md#payment-history
 */
export const PAYMENT_STATUS_WORDS: Record<PaymentStatus, string> = {
  open: "Not finished",
  on_its_way: "On its way",
  in_review: "In review",
  paid: "Paid",
  failed: "Failed",
  refunded_in_part: "Refunded in part",
  refunded: "Refunded",
  disputed: "Disputed",
  taken_back: "Taken back by the bank",
};

/**
 * What a payment is for, in words, such as `Pro, yearly` or `Credit, by automatic top-up`.
 * @param titleOf the title of a plan; its id, if the catalog has it no more
 */
export function paymentWords<C extends Catalog>(
  lines: readonly DocumentLine<C>[],
  titleOf: (plan: string) => string,
): string {
  // The lines of each catalog are lines, which the compiler does not see while the catalog is open.
  const plain: readonly DocumentLine<Catalog>[] = lines as never;
  return plain
    .map((line) => {
      if (line.of === "plan") return `${titleOf(line.plan)}, ${line.period}`;
      return line.source === "purchase" ? "Credit" : "Credit, by automatic top-up";
    })
    .join("; ");
}
