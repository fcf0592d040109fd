import type { Entitlement, EntitlementValue, Plan } from "./catalog.ts";
import { readAmount, readCents, readId, readTitle } from "./read-text.ts";
import { fields, formOf, listOf, oneOf, type Reader, wholeNumber, yesOrNo } from "./reader.ts";

/** At most ten years: credit meant to last longer never lapses, and does not belong in a plan. */
const days = wholeNumber(1, 3660);

/** Reads the definition of an entitlement. */
export const readEntitlement: Reader<Entitlement> = formOf("kind", {
  feature: fields({ kind: oneOf(["feature"]), title: readTitle }),
  limit: fields({ kind: oneOf(["limit"]), title: readTitle }),
  choice: fields({ kind: oneOf(["choice"]), title: readTitle, options: listOf(readId) }),
});

/**
 * Reads a plan of a catalog.
 * @param entitlements the entitlements that the catalog defines; an invalid definition is `undefined`, and then any
 *   value is accepted for it
 */
export function readPlan(entitlements: ReadonlyMap<string, Entitlement | undefined>): Reader<Plan> {
  const values = [...entitlements].map(([key, entitlement]) => [key, readValueOf(entitlement)] as const);
  return fields({
    title: readTitle,
    price: formOf("kind", {
      free: fields({ kind: oneOf(["free"]) }),
      contract: fields({ kind: oneOf(["contract"]) }),
      subscription: fields({ kind: oneOf(["subscription"]), monthly: readCents }, { yearly: readCents }),
    }),
    grants: fields(
      {},
      {
        signup: fields({ amount: readAmount, days }),
        monthly: fields({ amount: readAmount, days, atOnce: yesOrNo }),
      },
    ),
    entitlements: fields(
      Object.fromEntries(values),
      {},
      {
        unknown: "is not an entitlement of this catalog",
        missing: "is missing; every plan states every entitlement",
      },
    ),
  });
}

function readValueOf(entitlement: Entitlement | undefined): Reader<EntitlementValue> {
  switch (entitlement?.kind) {
    case "feature":
      return yesOrNo;
    case "limit":
      return (value, place) => (value === "unlimited" ? value : wholeNumber(0, Number.MAX_SAFE_INTEGER)(value, place));
    case "choice":
      return oneOf(entitlement.options);
    case undefined:
      return () => false;
  }
}
