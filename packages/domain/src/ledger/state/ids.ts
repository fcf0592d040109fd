export type { Instant } from "../../time/instant.ts";

/** An organization, by UUID. */
export type OrgId = string;

/** A row that a command makes, by the UUID of the command: a job, its hold or its charge. */
export type Id = string;
