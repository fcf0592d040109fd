import { sellerOf } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { type DocumentLine, type Sale, UNKNOWN_SELLER } from "@scrip/domain/billing/documents";
import type { Catalog } from "@scrip/domain/catalog";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { buyerOf } from "../documents/buyer-of.ts";

/** A sale without its lines: who sells, and who buys. */
export type Sides = Pick<Sale<Catalog>, "seller" | "buyer">;

/** Who sells to an organization now, and who buys. Without a profile of the seller no tax is collected. */
export async function sidesOf({ homes }: Pick<AttemptDeps, "homes">, orgId: string): Promise<Sides> {
  const seller = (await sellerOf(homes.platform)) ?? UNKNOWN_SELLER;
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const { buyer } = await buyerOf(tx, orgId);
    return { seller, buyer };
  });
}

/**
 * A sale to an organization as it is now. Net, tax and gross follow from it by `saleTotal`.
 * @source docs/rules.md#tax
 */
export async function saleOf(
  deps: Pick<AttemptDeps, "homes">,
  orgId: string,
  lines: readonly DocumentLine<Catalog>[],
): Promise<Sale<Catalog>> {
  return { ...(await sidesOf(deps, orgId)), lines };
}
