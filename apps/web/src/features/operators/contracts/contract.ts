import type { Answers } from "../../../data/trpc.ts";

/** A contract of an organization. */
export type Contract = Answers["operators"]["contracts"]["contracts"][number];
