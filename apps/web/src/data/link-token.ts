import { useLocation } from "@tanstack/react-router";
import { parseSearch, tokenParam } from "./search.ts";

/**
 * The secret of a link in a mail: `#token=…`. Browsers send the part after `#` to no server, so the secret is in no log.
 * Mail programs that drop this part get `?token=…` accepted too.
 */
export const useLinkToken = (): string | undefined =>
  useLocation({
    select: ({ hash, search }) =>
      tokenParam(parseSearch(hash).token) ?? tokenParam((search as { token?: unknown }).token),
  });
