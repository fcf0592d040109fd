/** What a permission of operators allows. */
interface OperatorPermissionSpec {
  /** Completes "may ...". The docs and the pages print it. */
  readonly meaning: string;
}

/**
 * Every permission of the platform's operators. A procedure for operators declares the one that it needs. Every operator
 * has all of them; no member and no service key has any.
 * @source docs/rules.md#operators
 */
export const OPERATOR_PERMISSIONS = {
  "operators:look": { meaning: "find any organization and see its whole state" },
  "operators:act": { meaning: "add credit, take it back, forgive debts and refund charges, with a reason" },
  "operators:approve": { meaning: "approve or refuse an act of another operator" },
  "operators:organizations": { meaning: "set the plan and the contracts of any organization, and close it" },
  "operators:codes": { meaning: "make and end campaigns of redeem codes, and make their codes" },
  "operators:sales": { meaning: "read the requests to talk to sales, and set their state" },
  "operators:billing": { meaning: "set who sells, say whether a tax id is verified, and decide about payments" },
  "operators:keys": { meaning: "create and revoke the platform's service keys" },
  "operators:audit": { meaning: "read the audit log of the platform" },
} as const satisfies Record<string, OperatorPermissionSpec>;

/** A permission of an operator. */
export type OperatorPermission = keyof typeof OPERATOR_PERMISSIONS;
