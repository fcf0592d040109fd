import { createFileRoute } from "@tanstack/react-router";
import { EndpointPage } from "../../../../features/endpoints/detail/endpoint-page.tsx";

export const Route = createFileRoute("/o/$org/endpoints/$endpoint")({
  staticData: { title: ({ endpoint = "" }) => endpoint },
  component: EndpointPage,
});
