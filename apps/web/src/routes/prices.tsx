import { createFileRoute } from "@tanstack/react-router";
import { catalogQuery } from "../data/catalog.ts";
import { prefetch } from "../data/trpc.ts";
import { PricesPage } from "../features/prices/prices-page.tsx";
import { readPricesSearch } from "../features/prices/prices-search.ts";

export const Route = createFileRoute("/prices")({
  staticData: { title: "Prices" },
  validateSearch: readPricesSearch,
  loader: ({ context: { session } }) => {
    if (session.person === null) prefetch(catalogQuery());
  },
  component: PricesPage,
});
