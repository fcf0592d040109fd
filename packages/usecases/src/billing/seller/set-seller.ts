import { isDeepStrictEqual } from "node:util";
import { appendPlatformAudit } from "@scrip/db/access";
import { saveSeller, sellerOf } from "@scrip/db/billing";
import { inPlatform } from "@scrip/db/connection";
import type { Seller } from "@scrip/domain/billing/documents";
import type { Deps } from "../../deps.ts";
import { auditActor, type OperatorCaller, requireOperator } from "../../operators/operator-caller.ts";

const FIELDS = ["name", "address", "country", "taxIds", "rates", "prefix"] as const satisfies readonly (keyof Seller)[];

/**
 * Sets who sells: what documents print, and the taxes that are collected from now on. Documents that were issued keep
 * theirs. The platform's audit log has the names of the fields that changed.
 * @throws RefusedError `operators_only`
 * @source docs/rules.md#seller
 */
export function setSeller({ homes }: Pick<Deps, "homes">, operator: OperatorCaller, seller: Seller): Promise<Seller> {
  return inPlatform(homes.platform, async (tx) => {
    await requireOperator(tx, operator);
    const before = await sellerOf(tx);
    const changed = FIELDS.filter((field) => !isDeepStrictEqual(before?.[field], seller[field]));
    if (changed.length === 0) return seller;
    await saveSeller(tx, seller);
    await appendPlatformAudit(tx, {
      actor: auditActor(operator),
      action: "seller.set",
      outcome: "done",
      from: operator.from,
      details: { changed: changed.map((field) => (field === "rates" ? "taxes" : field)).join(", ") },
    });
    return seller;
  });
}
