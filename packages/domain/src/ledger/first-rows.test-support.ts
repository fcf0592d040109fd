import { eventKey } from "../usage/events/event-key.ts";
import type { Command } from "./commands/command.ts";
import { decide } from "./commands/decide.ts";
import { needsOf } from "./commands/rules.ts";
import { putDebt, putGrant } from "./state/apply.ts";
import { hasLapsed } from "./state/burn.ts";
import type { Decision } from "./state/decision.ts";
import type { Id, Instant } from "./state/ids.ts";
import { MoreNeeded } from "./state/more-needed.ts";
import type { RuleContext } from "./state/rule.ts";
import { copyOf, type Debt, type Grant, type OrgLedger } from "./state/state.ts";

/**
 * Decides a command as a batch does: with the first open grants and debts and the rows that the command names, and with
 * more of them each time the rule asks for more.
 * @param most how many open grants and open debts are there at first
 * @returns the decision, and how many open grants it took
 */
export function decideWithFirst(
  ledger: OrgLedger,
  command: Command,
  now: Instant,
  context: RuleContext,
  most: number,
): { decision: Decision; loaded: number } {
  const some = new SomeRows(ledger, command, Math.max(ledger.at, now), most);
  for (;;)
    try {
      return { decision: decide(some.ledger, command, now, context), loaded: some.ledger.burnOrder.length };
    } catch (error) {
      if (!(error instanceof MoreNeeded)) throw error;
      some.more(error.what);
    }
}

/** A part of a ledger, as `lock_and_load_heads`, `load_more_grants` and `load_more_debts` read it. */
class SomeRows {
  readonly ledger: OrgLedger;
  private readonly all: OrgLedger;
  private readonly at: Instant;
  private readonly most: { grants: number; debts: number };

  constructor(all: OrgLedger, command: Command, at: Instant, most: number) {
    this.all = all;
    this.at = at;
    this.most = { grants: most, debts: most };
    const empty = { grants: new Map(), burnOrder: [], debts: new Map(), debtOrder: [] };
    this.ledger = { ...copyOf(all), ...empty };
    for (const id of this.all.burnOrder.slice(0, most)) putGrant(this.ledger, this.grant(id));
    for (const id of this.namedGrants(command)) putGrant(this.ledger, this.grant(id));
    this.ledger.unread.grantsAfter = this.endOf(this.all.burnOrder, most, (id) => this.grant(id));
    for (const id of [...this.all.debtOrder.slice(0, most), ...this.namedDebts(command)]) this.putDebt(id);
    this.ledger.unread.debtsAfter = this.endOf(this.all.debtOrder, most, (id) => this.all.debts.get(id) as Debt);
  }

  more(what: MoreNeeded["what"]): void {
    this.most[what] *= 2;
    const most = this.most[what];
    if (what === "debts") {
      for (const id of this.all.debtOrder.slice(0, most)) this.putDebt(id);
      this.ledger.unread.debtsAfter = this.endOf(this.all.debtOrder, most, (id) => this.all.debts.get(id) as Debt);
      return;
    }
    const lapsed = this.all.burnOrder.filter((id) => hasLapsed(this.grant(id), this.at));
    const usable = this.all.burnOrder.slice(lapsed.length);
    for (const id of usable.slice(0, most)) putGrant(this.ledger, this.grant(id));
    this.ledger.unread.lapsed = lapsed
      .filter((id) => !this.ledger.grants.has(id))
      .reduce((sum, id) => sum + this.grant(id).avail, 0n);
    this.ledger.unread.grantsAfter = this.endOf(usable, most, (id) => this.grant(id));
  }

  private endOf<Row>(ids: readonly Id[], most: number, rowOf: (id: Id) => Row): Row | null {
    return ids.length < most ? null : rowOf(ids[most - 1] as Id);
  }

  private grant(id: Id): Grant {
    return this.all.grants.get(id) as Grant;
  }

  private putDebt(id: Id): void {
    const debt = this.all.debts.get(id);
    if (debt !== undefined && debt.open > 0n) putDebt(this.ledger, debt);
  }

  private namedGrants(command: Command): Id[] {
    const { grant, businessKey, hold, jobRef } = needsOf(command);
    const job = this.all.jobs.get(this.all.jobIds.get(jobRef ?? "") ?? "");
    const slices = [hold, job?.holdId].flatMap((id) => this.all.holds.get(id ?? "")?.slices ?? []);
    const ids = [grant, this.all.businessKeys.get(businessKey ?? "")?.id, ...slices.map(({ grantId }) => grantId)];
    return ids.filter((id) => id !== undefined && this.all.grants.has(id)) as Id[];
  }

  private namedDebts(command: Command): Id[] {
    const { paymentsOf, revocationsOf, usageEvent } = needsOf(command);
    const { usage, corrections } = this.all;
    const meter = usageEvent && usage?.events.get(eventKey(usageEvent.source, usageEvent.name));
    const reversals = [...this.all.debts.values()].filter(({ reversalOf }) => reversalOf === revocationsOf);
    const ofMeter = corrections?.meters.get(meter ?? "") ?? [];
    return [...(paymentsOf === undefined ? [] : [paymentsOf]), ...ofMeter, ...reversals.map(({ id }) => id)];
  }
}
