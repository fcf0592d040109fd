import type { Command } from "@scrip/domain/ledger";

type Rest<C> = C extends Command ? Omit<C, "orgId" | "id" | "actor"> : never;

/** A command without the fields that every command has. */
export type CommandTerms = Rest<Command>;

/** An id that no row has. */
export const NOBODY = "00000000-0000-7000-8000-ffffffffffff";
