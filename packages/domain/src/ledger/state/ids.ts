/** An organization, by UUID. */
export type OrgId = string;

/** A row that a command makes, by the UUID of the command: a job, its hold or its charge. */
export type Id = string;

/** A moment in whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
