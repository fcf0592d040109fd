import { createFileRoute } from "@tanstack/react-router";
import { SellerPage } from "../../features/operators/seller/seller-page.tsx";

export const Route = createFileRoute("/operators/seller")({
  staticData: { title: "Seller" },
  component: SellerPage,
});
