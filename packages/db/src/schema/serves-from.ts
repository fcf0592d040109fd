/**
 * The migration that a process must know at least to work on the schema of this version. The preparation writes it into the
 * database, and a process of an older version reads it there. A migration that takes something away, and a function that
 * answers differently, put their own migration here: the processes before it must not work with them.
 * `docs/decisions/0014-schemas-of-two-versions.md` states the rules.
 */
export const SERVES_FROM = "CreateCells1800000010410";
