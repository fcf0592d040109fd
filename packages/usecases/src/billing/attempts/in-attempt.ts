import { attemptById, type PaymentAttemptRow } from "@scrip/db/billing";
import {
  InvariantError,
  inOrganization,
  OrganizationMissing,
  type OrganizationsTx,
  type Query,
  queryOf,
  retrying,
} from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import type { DueKind } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";
import type { AttemptDeps } from "./attempt-deps.ts";

/** An attempt in a transaction that has locked its organization. */
export interface InAttempt {
  readonly tx: OrganizationsTx;
  /** The statements of the transaction, for `ledger.within`. */
  readonly query: Query;
  readonly organization: LockedOrganization;
  readonly attempt: PaymentAttemptRow;
  /** Writes, moves or removes due work, at the organization's time. The commit wakes the worker. */
  readonly setDue: (kind: DueKind, refId: string, dueAt: Instant | null) => Promise<void>;
  /** Has the commit wake the worker for work at an instant of PostgreSQL's time. */
  readonly wakeAt: (dueAt: Instant) => void;
}

/**
 * Runs a unit of work on an attempt, in one transaction under the organization's lock.
 * @throws OrganizationMissing
 * @throws InvariantError if there is no such attempt
 */
export async function inAttempt<Result>(
  { homes, ledger }: Pick<AttemptDeps, "homes" | "ledger">,
  orgId: string,
  attemptId: string,
  unit: (within: InAttempt) => Promise<Result>,
): Promise<Result> {
  const { result, query, dueAt } = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new OrganizationMissing(orgId);
      const attempt = await attemptById(tx, orgId, attemptId);
      if (attempt === null) throw new InvariantError(`there is no payment attempt ${attemptId} of ${orgId}`);
      const query = queryOf(tx);
      let dueAt: Instant | null = null;
      const { onTestClock } = organization;
      const wakeAt = (at: Instant): void => {
        dueAt = Math.min(at, dueAt ?? at);
      };
      const result = await unit({
        tx,
        query,
        organization,
        attempt,
        setDue: async (kind, refId, at) => {
          await setDue(tx, { orgId, kind, refId, onTestClock, dueAt: at });
          if (at !== null && !onTestClock) wakeAt(at);
        },
        wakeAt,
      });
      return { result, query, dueAt };
    }),
  );
  ledger.committed(query);
  ledger.announce({ orgIds: [orgId], dueAt });
  return result;
}
