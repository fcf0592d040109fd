import { createFileRoute } from "@tanstack/react-router";
import { ForgotPage } from "../features/account/password/forgot-page.tsx";

export const Route = createFileRoute("/forgot-password")({
  staticData: { title: "New password" },
  component: ForgotPage,
});
