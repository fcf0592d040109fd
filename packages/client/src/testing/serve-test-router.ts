import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { listen } from "./serve.ts";
import { testRouter } from "./test-router.ts";

/** @returns the address of a server with the test's router under `/trpc`, as the API has its own */
export async function serveTestRouter(): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const handler = createHTTPHandler({ router: testRouter, basePath: "/trpc/" });
  const url = await listen((request, response) => {
    requests += 1;
    handler(request, response);
  });
  return { url, requests: () => requests };
}
