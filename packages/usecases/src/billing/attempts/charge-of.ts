import type { PaymentAttemptRow } from "@scrip/db/billing";
import { type DocumentLine, saleFromJson, saleTotal } from "@scrip/domain/billing/documents";
import type { GatewayCharge } from "@scrip/domain/billing/gateway";
import type { Catalog } from "@scrip/domain/catalog";
import { attemptMemo } from "./memo.ts";

/** What the gateway is asked to take for an attempt. */
export function chargeOf(attempt: PaymentAttemptRow): GatewayCharge {
  const { orgId, id, customer, gross, sale: json } = attempt;
  const sale = saleFromJson(json);
  const [tax] = saleTotal(sale).total.lines;
  return {
    orgId,
    attemptId: id,
    customer,
    lines: sale.lines.map((line) => ({ title: titleOf(line), net: line.net })),
    tax: tax === undefined ? null : { title: tax.title, country: tax.country, percent: tax.percent },
    gross,
    memo: attemptMemo(attempt),
  };
}

/** A line as pages of the gateway name it. */
function titleOf(line: DocumentLine<Catalog>): string {
  if (line.of === "credit") return "Credit";
  return `${line.plan}, ${line.period}`;
}
