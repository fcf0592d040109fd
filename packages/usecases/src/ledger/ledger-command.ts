import { newId } from "@scrip/db/connection";
import type { AnswerByKind, Command } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";

type Kind = Command["kind"];
type CommandOf<K extends Kind> = Extract<Command, { readonly kind: K }>;
type Terms<K extends Kind> = Omit<CommandOf<K>, "kind" | "id" | "orgId" | "actor" | "budgets">;

/** A use case that submits one command to the ledger. */
type LedgerUseCase<K extends Kind, Input> = (
  deps: Pick<Deps, "ledger">,
  caller: Caller,
  input: Input,
) => Promise<AnswerByKind[K]>;

/**
 * Makes a use case that submits one command under the caller's idempotency key.
 * @param termsOf returns the command's terms from the parsed input; its organization and actor are the caller's
 * @returns a use case that returns the ledger's answer and throws RefusedError if the rules refuse the command
 */
export function ledgerCommand<K extends Kind, Input extends { readonly idempotencyKey: string }>(
  kind: K,
  termsOf: (input: Input) => Terms<K>,
): LedgerUseCase<K, Input> {
  return async ({ ledger }, caller, input) =>
    orRefuse<K>(await ledger.submit(commandOf(caller, kind, termsOf(input)), input.idempotencyKey));
}

/** Makes a command of a caller. The command's id becomes the id of the row that the command creates. */
export function commandOf<K extends Kind>({ orgId, actor, budgets }: Caller, kind: K, terms: Terms<K>): CommandOf<K> {
  return { orgId, actor, id: newId(), ...(budgets && { budgets }), kind, ...terms } as CommandOf<K>;
}
