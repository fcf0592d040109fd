import type { Answers } from "../../../data/trpc.ts";

/** A request to talk to sales. */
export type SalesRequest = Answers["sales"]["list"]["requests"][number];

export type SalesState = SalesRequest["state"];

/** What became of a request. */
export const SALES_WORDS: Readonly<Record<SalesState, string>> = {
  new: "New",
  contacted: "Contacted",
  won: "Won",
  lost: "Lost",
};
