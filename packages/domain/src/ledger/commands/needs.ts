import type { Id } from "../state/ids.ts";

/**
 * The rows that one command names and its rule reads, beyond the organization's head, and the open grants and debts that
 * it reads in order. The ledger loads them before it decides.
 */
export interface Needs {
  readonly hold?: Id;
  readonly grant?: Id;
  /** The grant of a business key, if there is one. */
  readonly businessKey?: string;
  /** A job by the caller's name, with its open hold. */
  readonly jobRef?: string;
  /** An endpoint by the caller's name, or by its id. Endpoints that run are loaded with it. */
  readonly endpointRef?: string;
  readonly endpoint?: Id;
  /** A charge or a debt, with the grants that paid it and what corrections returned. */
  readonly paymentsOf?: Id;
  /** A usage event, with all charges of its corrections and the grants that paid them. */
  readonly usageEvent?: { readonly source: string; readonly name: string };
  /** A grant, with the debts and returns of its revocations. */
  readonly revocationsOf?: Id;
}

/** The needs of a command whose rule reads no named row. */
export const NO_NEEDS: Needs = {};
