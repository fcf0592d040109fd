import type { Answers } from "../../data/trpc.ts";

/** What a code added, and to whom. */
export interface Redeemed extends Pick<Answers["codes"]["redeem"], "grant" | "amount" | "expiresAt"> {
  readonly organization: { readonly id: string; readonly name: string };
}
