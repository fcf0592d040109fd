import { createFileRoute } from "@tanstack/react-router";
import { textParam } from "../data/search.ts";
import { RedeemPage } from "../features/redeem/redeem-page.tsx";

export const Route = createFileRoute("/redeem")({
  staticData: { title: "Redeem a code" },
  // Named even if unset, since the router keeps a parameter that a search leaves out.
  validateSearch: (search: Record<string, unknown>): RedeemSearch => ({
    code: textParam(search.code),
    org: textParam(search.org),
  }),
  component: RedeemPage,
});

interface RedeemSearch {
  /** The code that the form opens with. */
  code?: string | undefined;
  /** The organization that the form opens with. */
  org?: string | undefined;
}
