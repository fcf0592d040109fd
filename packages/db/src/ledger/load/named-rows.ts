import { type Command, needsOf } from "@scrip/domain/ledger";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Asked } from "../keys/submitted.ts";

/** The rows beyond heads, open grants and open debts that a batch's commands name, per organization. */
export interface NamedFacts {
  readonly keys: [orgId: string, operation: string, key: string, keyId: string][];
  readonly refs: [orgId: string, ref: string][];
  readonly holds: [orgId: string, id: string][];
  readonly grants: [orgId: string, id: string][];
  readonly businessKeys: [orgId: string, key: string][];
}

/** Nothing named: heads, open grants and open debts alone. */
export const noFacts = (): NamedFacts => ({ keys: [], refs: [], holds: [], grants: [], businessKeys: [] });

/** Gathers what a batch names. */
export function factsOf(batch: readonly Asked[]): NamedFacts {
  const facts = noFacts();
  for (const { command, key, keyId } of batch) {
    if (key !== null && keyId !== null) facts.keys.push([command.orgId, command.kind, key, keyId]);
    addNamed(facts, command);
  }
  return facts;
}

function addNamed(facts: NamedFacts, command: Command): void {
  const { orgId } = command;
  const { hold, grant, businessKey, jobRef } = needsOf(command);
  if (hold !== undefined) facts.holds.push([orgId, hold]);
  if (grant !== undefined) facts.grants.push([orgId, grant]);
  if (businessKey !== undefined) facts.businessKeys.push([orgId, businessKey]);
  if (jobRef !== undefined) facts.refs.push([orgId, jobRef]);
}

/** The parameters of `lock_and_fetch` in its order, after the lock flag and the organizations. */
export function factParameters({ keys, refs, holds, grants, businessKeys }: NamedFacts): Buffer[] {
  return [
    ...binaryArrays(["uuid", "text", "text", "uuid"], keys),
    ...binaryArrays(["uuid", "text"], refs),
    ...binaryArrays(["uuid", "uuid"], holds),
    ...binaryArrays(["uuid", "uuid"], grants),
    ...binaryArrays(["uuid", "text"], businessKeys),
  ];
}
