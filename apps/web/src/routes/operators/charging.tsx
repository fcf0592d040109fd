import { createFileRoute } from "@tanstack/react-router";
import { ChargingPage } from "../../features/operators/charging/charging-page.tsx";

export const Route = createFileRoute("/operators/charging")({
  staticData: { title: "Charging" },
  component: ChargingPage,
});
