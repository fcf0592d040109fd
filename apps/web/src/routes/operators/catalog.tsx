import { createFileRoute } from "@tanstack/react-router";
import { CatalogPage } from "../../features/operators/catalog/catalog-page.tsx";

export const Route = createFileRoute("/operators/catalog")({
  staticData: { title: "Catalog" },
  component: CatalogPage,
});
