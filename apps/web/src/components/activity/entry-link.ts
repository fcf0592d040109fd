import type { AmountLink } from "../ui/money.tsx";

/** Opens one thing in the drawer, in place of any other. */
const explaining = (what: object): AmountLink =>
  ({
    to: ".",
    search: (was: object) => ({ ...was, entry: undefined, grant: undefined, asOf: undefined, ...what }),
    resetScroll: false,
  }) as AmountLink;

/** Opens what explains an entry, beside the page where one is: the drawer of `?entry=`. */
export const entryLink = (seq: number): AmountLink => explaining({ entry: seq });

/** Opens where the credit of a grant went: the drawer of `?grant=`. */
export const grantLink = (grant: string): AmountLink => explaining({ grant });

/** Opens the balance after an entry or at an instant: the drawer of `?asOf=`. */
export const asOfLink = (point: string): AmountLink => explaining({ asOf: point });
