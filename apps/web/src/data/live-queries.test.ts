import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { invalidateLive } from "./live-queries.ts";

it("marks the queries as old that say that they are live, and no others", async () => {
  const client = new QueryClient();
  const load = (name: string, meta?: { live: true }) =>
    client.prefetchQuery({ queryKey: [name], queryFn: () => name, ...(meta !== undefined && { meta }) });
  await Promise.all([load("jobs", { live: true }), load("overview", { live: true }), load("session")]);

  await invalidateLive(client);

  const isOld = (name: string) => client.getQueryState([name])?.isInvalidated;
  expect([isOld("jobs"), isOld("overview"), isOld("session")]).toEqual([true, true, false]);
  client.clear();
});
