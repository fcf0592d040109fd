import type { EventKind } from "@scrip/contract/notices/events";
import { oneParam, type Search } from "../../data/search.ts";

/** The filters of the inbox, as in the address. */
export interface InboxSearch {
  readonly kind?: EventKind[];
  readonly show?: "unread";
}

const KIND = /^[a-z_]{1,40}(?:\.[a-z_]{1,40})?$/;

/**
 * Reads the filters from the address and leaves out invalid values. The page knows the kinds: their list is too large for
 * the first load, to which every route's search belongs.
 */
export function readInboxSearch(search: Search): InboxSearch {
  const given = [search.kind].flat().filter((one): one is EventKind => typeof one === "string" && KIND.test(one));
  const show = oneParam(search.show, ["unread"]);
  return { ...(given.length > 0 && { kind: given }), ...(show !== undefined && { show }) };
}
