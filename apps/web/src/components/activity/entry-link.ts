import type { HistoryState } from "@tanstack/react-router";
import { type ExplainSearch, isExplaining, NOTHING_EXPLAINED, readExplainSearch } from "../../data/explain-search.ts";
import { parseSearch } from "../../data/search.ts";
import type { AmountLink } from "../ui/money.tsx";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /**
     * The page one step back in the history opened the drawer, so going back closes it. It lies in `history.state`,
     * and therefore outlives a reload.
     */
    scripIsOpenedByPage?: boolean;
  }
}

/** Opens the drawer for one thing, in place of any other. */
const explaining = (search: ExplainSearch): AmountLink =>
  ({
    to: ".",
    search: (current: object) => ({ ...current, ...NOTHING_EXPLAINED, ...search }),
    // A link inside the drawer leaves an explanation behind it, and going back would not close the drawer.
    state: (): HistoryState => (isDrawerOpen() ? {} : { scripIsOpenedByPage: true }),
    resetScroll: false,
  }) as AmountLink;

const isDrawerOpen = (): boolean => isExplaining(readExplainSearch(parseSearch(location.search)));

/** Opens the explanation of an entry: the drawer of `?entry=`. */
export const entryLink = (seq: number): AmountLink => explaining({ entry: seq });

/** Opens the story of a grant's credit: the drawer of `?grant=`. */
export const grantLink = (grant: string): AmountLink => explaining({ grant });

/** Opens the balance after an entry or at an instant: the drawer of `?asOf=`. */
export const asOfLink = (point: string): AmountLink => explaining({ asOf: point });
