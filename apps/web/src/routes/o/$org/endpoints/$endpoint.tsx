import { createFileRoute } from "@tanstack/react-router";
import { prefetch } from "../../../../data/trpc.ts";
import { EndpointPage } from "../../../../features/endpoints/detail/endpoint-page.tsx";
import { endpointQuery } from "../../../../features/endpoints/detail/endpoint-query.ts";

export const Route = createFileRoute("/o/$org/endpoints/$endpoint")({
  staticData: { title: ({ endpoint = "" }) => endpoint },
  loader: ({ params: { org, endpoint } }) => prefetch(endpointQuery(org, endpoint)),
  component: EndpointPage,
});
