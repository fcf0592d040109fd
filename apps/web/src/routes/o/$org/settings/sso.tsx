import { createFileRoute } from "@tanstack/react-router";
import { readSsoProblem } from "../../../../data/sso-problem.ts";
import { SsoPage } from "../../../../features/sso/sso-page.tsx";

export const Route = createFileRoute("/o/$org/settings/sso")({
  staticData: { title: "Single sign-on" },
  validateSearch: readSsoProblem,
  component: SsoPage,
});
