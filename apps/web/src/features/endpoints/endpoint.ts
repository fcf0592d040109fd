import type { Answers } from "../../data/trpc.ts";

/** An endpoint as a line of a table. */
export type Endpoint = Answers["endpoints"]["list"]["endpoints"][number];
