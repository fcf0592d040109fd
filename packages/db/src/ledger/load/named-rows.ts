import { type Command, needsOf } from "@scrip/domain/ledger";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { KeyedCommand } from "../keys/submitted.ts";

/** The rows that the commands of a batch name, beyond heads and the first open grants and debts. */
export interface NamedRows {
  readonly keys: [orgId: string, operation: string, key: string, keyId: string][];
  readonly refs: [orgId: string, ref: string][];
  readonly holds: [orgId: string, id: string][];
  readonly grants: [orgId: string, id: string][];
  readonly businessKeys: [orgId: string, key: string][];
}

/** No named rows: only heads and the first open grants and debts are loaded. */
export const noNamedRows = (): NamedRows => ({ keys: [], refs: [], holds: [], grants: [], businessKeys: [] });

/** Gathers the rows that the commands of a batch name. */
export function namedRowsOf(batch: readonly KeyedCommand[]): NamedRows {
  const named = noNamedRows();
  for (const { command, key, keyId } of batch) {
    if (key !== null && keyId !== null) named.keys.push([command.orgId, command.kind, key, keyId]);
    addNamed(named, command);
  }
  return named;
}

function addNamed(named: NamedRows, command: Command): void {
  const { orgId } = command;
  const { hold, grant, businessKey, jobRef } = needsOf(command);
  if (hold !== undefined) named.holds.push([orgId, hold]);
  if (grant !== undefined) named.grants.push([orgId, grant]);
  if (businessKey !== undefined) named.businessKeys.push([orgId, businessKey]);
  if (jobRef !== undefined) named.refs.push([orgId, jobRef]);
}

/** The parameters of `lock_and_load_heads` in their order, after the lock flag, the organizations and the number of rows. */
export function namedRowParameters({ keys, refs, holds, grants, businessKeys }: NamedRows): Buffer[] {
  return [
    ...binaryArrays(["uuid", "text", "text", "uuid"], keys),
    ...binaryArrays(["uuid", "text"], refs),
    ...binaryArrays(["uuid", "uuid"], holds),
    ...binaryArrays(["uuid", "uuid"], grants),
    ...binaryArrays(["uuid", "text"], businessKeys),
  ];
}
