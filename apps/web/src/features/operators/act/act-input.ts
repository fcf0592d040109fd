import type { AppRouter } from "@scrip/api/router";
import type { inferRouterInputs } from "@trpc/server";

/** An act, as the API takes it. */
export type Input = inferRouterInputs<AppRouter>["operators"]["act"]["act"];
