import type { Answers } from "../../data/trpc.ts";

/** An entry of an audit log. */
export type AuditLine = Answers["audit"]["list"]["lines"][number];
