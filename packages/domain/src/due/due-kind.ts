/**
 * Every kind of due work, named `<verb>_<subject>`. The entity's type, the words of `scrip due` and the
 * registry in `packages/usecases/src/due/handlers.ts` follow from it; a test compares PostgreSQL's CHECK.
 * @source docs/rules.md#due-work
 */
export const DUE_KINDS = [
  "issue_grant",
  "expire_grant",
  "expire_hold",
] as const satisfies readonly `${string}_${string}`[];

/** A kind of due work. */
export type DueKind = (typeof DUE_KINDS)[number];

/**
 * The subject of a kind of due work: the word for the row that it is about, and the prefix of that row's id.
 * @param kind text, since an alert may name a kind of a later version
 * @returns `grant` for `expire_grant`
 */
export function dueSubject(kind: string): string {
  return kind.slice(kind.indexOf("_") + 1);
}

/**
 * Every kind of work that the platform has claimed and not yet marked as done, named `<verb>_<subject>`. The registry in
 * `packages/usecases/src/due/platform-handlers.ts` follows from it; a test compares PostgreSQL's CHECK.
 * @source docs/rules.md#two-homes
 */
export const PLATFORM_DUE_KINDS = [
  "create_organization",
  "copy_catalog",
] as const satisfies readonly `${string}_${string}`[];

/** A kind of platform due work. */
export type PlatformDueKind = (typeof PLATFORM_DUE_KINDS)[number];
