import type { AmountLink } from "../ui/money.tsx";

/** Opens what explains an entry, beside the page where one is: the drawer of `?entry=`. */
export const entryLink = (seq: number): AmountLink =>
  ({ to: ".", search: (was: object) => ({ ...was, entry: seq }), resetScroll: false }) as AmountLink;
