import { paymentMethodsOf } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { getOrganizationAt } from "@scrip/db/organizations";
import { paidWith } from "@scrip/domain/billing/attempts";
import { type Attention, attentionOf } from "@scrip/domain/billing/methods";
import type { Deps } from "../../deps.ts";

/** A payment method as a member sees it. */
export interface MethodView {
  readonly method: string;
  /** `"Visa ending in 4242"`. */
  readonly name: string;
  readonly kind: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly isDefault: boolean;
  readonly attention: Attention;
}

/** The payment methods of an organization, as they were last read from the gateway: the default one first. */
export function viewMethods({ pages }: Pick<Deps, "pages">, orgId: string): Promise<readonly MethodView[]> {
  return inOrganization(pages, orgId, async (tx) => {
    const now = (await getOrganizationAt(tx, orgId))?.now ?? 0;
    const methods = await paymentMethodsOf(tx, orgId);
    return methods.map((row) => {
      const { id: method, kind, brand, last4, expMonth, expYear, isDefault } = row;
      const attention = attentionOf(row, now);
      return { method, name: paidWith(row), kind, brand, last4, expMonth, expYear, isDefault, attention };
    });
  });
}
