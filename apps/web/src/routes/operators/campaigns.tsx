import { createFileRoute } from "@tanstack/react-router";
import { CampaignsPage } from "../../features/operators/campaigns/campaigns-page.tsx";

export const Route = createFileRoute("/operators/campaigns")({
  staticData: { title: "Campaigns" },
  component: CampaignsPage,
});
