import { tiered } from "../catalog/index.ts";
import { usd } from "../money/index.ts";
import type { Command } from "./commands/command.ts";
import { decide } from "./commands/decide.ts";
import type { Answer, AnswerByKind } from "./state/answer.ts";
import { apply } from "./state/apply.ts";
import { noCorrections } from "./state/corrections.ts";
import type { Accepted, Decision } from "./state/decision.ts";
import type { Actor, Entry } from "./state/entry.ts";
import { priceBook } from "./state/price-book.ts";
import { emptyLedger, type OrgLedger } from "./state/state.ts";
import type { PriceBook } from "./state/terms.ts";

export const ORG = "00000000-0000-7000-8000-000000000001";
const ACTOR: Actor = { type: "system", id: null };
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What a test says of a command; the rest is filled in. */
export type Asked<Kind extends Command["kind"] = Command["kind"]> = Kind extends Command["kind"]
  ? { kind: Kind } & Partial<Omit<Extract<Command, { kind: Kind }>, "kind">>
  : never;

const DEFAULTS: { readonly [Kind in Command["kind"]]: object } = {
  issueGrant: { source: "purchase", grantKind: "paid", amount: usd("100"), effectiveAt: null, expiresAt: null },
  issueScheduled: {},
  expireGrant: {},
  placeHold: { amount: usd("10"), ttlMs: null },
  settleHold: { close: false, resource: null },
  releaseHold: {},
  voidHold: {},
  expireHold: {},
  charge: { amount: usd("1"), onShortfall: "refuse", resource: null, project: null, member: null },
  startJob: {
    ref: "job",
    resource: "gpu.h100-80gb",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    next: { untilMs: HOUR },
    project: null,
    member: null,
  },
  settleEpoch: { ref: "job", next: null },
  finishJob: { ref: "job", end: "completed", fault: "user" },
  resumeJob: { ref: "job", next: { untilMs: 2 * HOUR } },
  refundCharge: { amount: usd("1") },
  revokeGrant: { amount: usd("1") },
  reinstateGrant: { amount: usd("1") },
  forgiveDebt: { amount: usd("1") },
};

/** A ledger in memory that plays commands one after another, as a batch does. */
export class Play {
  readonly ledger: OrgLedger = { ...emptyLedger(ORG, 1), corrections: noCorrections() };
  readonly entries: Entry[] = [];
  readonly charges: NonNullable<Accepted["changes"]["charge"]>[] = [];
  now = 0;
  private ids = 0;
  private readonly book: PriceBook;

  constructor(book: PriceBook = priceBook(1, tiered)) {
    this.book = book;
  }

  /** The id that the next command will have. */
  get nextId(): string {
    return `00000000-0000-7000-8000-${String(this.ids + 1).padStart(12, "0")}`;
  }

  try(asked: Asked): Decision {
    const id = this.nextId;
    this.ids += 1;
    const keyed = asked.kind === "issueGrant" ? { businessKey: id } : {};
    const command = { ...DEFAULTS[asked.kind], ...keyed, orgId: ORG, id, actor: ACTOR, ...asked } as Command;
    const decision = decide(this.ledger, command, this.now, { books: () => this.book });
    if (decision.ok) {
      apply(this.ledger, decision);
      this.entries.push(...decision.entries);
      if (decision.changes.charge !== null) this.charges.push(decision.changes.charge);
    }
    return decision;
  }

  run<Kind extends Command["kind"]>(asked: Asked<Kind>): AnswerByKind[Kind] {
    const decision = this.try(asked as Asked);
    if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}: ${decision.refusal.message}`);
    return decision.answer as Answer as AnswerByKind[Kind];
  }

  refusal(asked: Asked) {
    const decision = this.try(asked);
    if (decision.ok) throw new Error(`not refused: ${asked.kind}`);
    return decision.refusal;
  }

  /** Grants by name of the test: what each has now, in burn order. */
  grantsNow() {
    return this.ledger.burnOrder.map((id) => this.ledger.grants.get(id));
  }
}
