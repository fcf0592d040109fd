import type { Command } from "@scrip/domain/ledger";
import type { Pool } from "pg";
import type { CellGuard } from "../connection/cell-guard.ts";
import { unknownCell } from "../connection/cells-source.ts";
import { sumConnections } from "../connection/connections.ts";
import { OrganizationMissing } from "../connection/errors.ts";
import type { Query } from "../connection/query.ts";
import { askWhere } from "../connection/require-here.ts";
import { type Routes, routed, type WhereIs } from "../connection/routing.ts";
import { onPool } from "../connection/transaction.ts";
import type { Ledger, OutcomeOf } from "./ledger.ts";
import { Tally } from "./tally.ts";

/**
 * The ledger of a deployment with several cells: one ledger for each cell behind the same interface. A batch stays within
 * its cell. A command that comes to a cell from which its organization has moved is refused there, and runs in the other
 * cell under the same key.
 * @param ledgers by the names of the cells
 * @param guard refuses commands for a cell that must not serve
 */
export function openCellsLedger(
  ledgers: ReadonlyMap<string, Ledger>,
  whereIs: WhereIs,
  guard: CellGuard | null = null,
): Ledger {
  const routes: Routes<Ledger> = {
    whereIs,
    cellNamed: (name) => {
      guard?.require(name);
      return ledgers.get(name) ?? unknownCell(name);
    },
    ask: (ledger, orgId) => ledger.route(orgId, (pool) => askWhere(onPool(pool), orgId)),
  };
  const route = <Result>(orgId: string, unit: (ledger: Ledger) => Promise<Result>): Promise<Result> =>
    routed(routes, orgId, unit);
  const all = [...ledgers.values()];
  /** The ledger that keeps what a transaction will announce. */
  const writers = new WeakMap<Query, Ledger>();
  const ledgerOf = async (orgId: string): Promise<Ledger> => routes.cellNamed(await whereIs.cellOf(orgId));
  return {
    submit: async <C extends Command>(command: C, key: string | null): Promise<OutcomeOf<C["kind"]>> => {
      let refused: OutcomeOf<C["kind"]> | undefined;
      try {
        return await route(command.orgId, async (ledger) => {
          const outcome = await ledger.submit(command, key);
          if (outcome.ok || outcome.refusal.code !== "organization_not_found") return outcome;
          refused = outcome;
          throw new OrganizationMissing(command.orgId);
        });
      } catch (error) {
        if (error instanceof OrganizationMissing && refused !== undefined) return refused;
        throw error;
      }
    },
    within: async (query, command, key) => {
      const ledger = await ledgerOf(command.orgId);
      writers.set(query, ledger);
      return ledger.within(query, command, key);
    },
    settleAhead: async (query, ahead) => (await ledgerOf(ahead.orgId)).settleAhead(query, ahead),
    committed: (query) => writers.get(query)?.committed(query),
    announce: (moved) => {
      const { orgIds } = moved;
      if (orgIds.length === 0) for (const ledger of all) ledger.announce(moved);
      for (const orgId of orgIds)
        void ledgerOf(orgId).then(
          (ledger) => ledger.announce({ ...moved, orgIds: [orgId] }),
          // Nobody waits for an announcement: its listeners read again by themselves.
          () => {},
        );
    },
    get announcements() {
      const counts = all.map(({ announcements }) => announcements);
      return {
        announced: sum(counts.map(({ announced }) => announced)),
        failed: sum(counts.map(({ failed }) => failed)),
      };
    },
    balance: (orgId) => route(orgId, (ledger) => ledger.balance(orgId)),
    peek: (orgId, named, lapsingUntil) => route(orgId, (ledger) => ledger.peek(orgId, named, lapsingUntil)),
    tryOut: (orgId, calculate, lapsingUntil) => route(orgId, (ledger) => ledger.tryOut(orgId, calculate, lapsingUntil)),
    route: <Result>(orgId: string, unit: (pool: Pool) => Promise<Result>) =>
      route(orgId, (ledger) => ledger.route(orgId, unit)),
    close: async () => {
      await Promise.all(all.map((ledger) => ledger.close()));
    },
    connections: () => sumConnections(all.map((ledger) => ledger.connections())),
    figures: () => {
      const each = all.map((ledger) => ledger.figures());
      return {
        waiting: sum(each.map(({ waiting }) => waiting)),
        lanes: sum(each.map(({ lanes }) => lanes)),
        lanesBusy: sum(each.map(({ lanesBusy }) => lanesBusy)),
        quarantined: sum(each.map(({ quarantined }) => quarantined)),
        latency: Tally.of(each.map(({ latency }) => latency)),
        batches: Tally.of(each.map(({ batches }) => batches)),
        failedTries: sum(each.map(({ failedTries }) => failedTries)),
      };
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
