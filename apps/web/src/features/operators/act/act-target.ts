/** What an act is about, with the greatest amount that it can have. Amounts are digits of micro-USD. */
export type ActTarget =
  | { readonly kind: "grant" }
  | { readonly kind: "revoke"; readonly grant: string; readonly about: string; readonly most: string }
  | { readonly kind: "forgive"; readonly debt: string; readonly most: string }
  | { readonly kind: "refund"; readonly charge: string; readonly about: string; readonly most: string }
  | { readonly kind: "refund_payment"; readonly attempt: string; readonly about: string; readonly most: string };

/** The titles of the dialogs of acts. */
export const ACT_TITLES: Readonly<Record<ActTarget["kind"], string>> = {
  grant: "Add credit",
  revoke: "Take credit back",
  forgive: "Forgive a debt",
  refund: "Refund usage",
  refund_payment: "Refund a payment",
};
