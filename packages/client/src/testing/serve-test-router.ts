import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { listen } from "./serve.ts";
import { testRouter } from "./test-router.ts";

/** Serves the test router under `/trpc`, as the API does. @returns the address, and a count of the requests */
export async function serveTestRouter(): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const handler = createHTTPHandler({ router: testRouter, basePath: "/trpc/" });
  const url = await listen((request, response) => {
    requests += 1;
    handler(request, response);
  });
  return { url, requests: () => requests };
}
