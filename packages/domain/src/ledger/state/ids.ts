/** An organization, by UUID. */
export type OrgId = string;

/** Any row that a command makes, by the UUID of the command: a job, its hold, its charge. */
export type Id = string;

/** A moment in whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
