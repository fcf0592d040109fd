import { tiered } from "../catalog/index.ts";
import { usd } from "../money/index.ts";
import type { Command } from "./commands/command.ts";
import { decide } from "./commands/decide.ts";
import type { Answer, AnswerByKind } from "./state/answer.ts";
import { apply } from "./state/apply.ts";
import { compareBurn } from "./state/burn.ts";
import { noCorrections } from "./state/corrections.ts";
import type { Accepted, Decision } from "./state/decision.ts";
import type { Actor, Entry } from "./state/entry.ts";
import { priceBook } from "./state/price-book.ts";
import { emptyLedger, type OrgLedger } from "./state/state.ts";
import type { PriceBook } from "./state/terms.ts";
import { noUsage } from "./state/usage.ts";

export const ORG = "00000000-0000-7000-8000-000000000001";
const ACTOR: Actor = { type: "system", id: null };
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The fields of a command that matter to a test; `LedgerInMemory` fills in the others. */
export type CommandInput<Kind extends Command["kind"] = Command["kind"]> = Kind extends Command["kind"]
  ? { kind: Kind } & Partial<Omit<Extract<Command, { kind: Kind }>, "kind">>
  : never;

const DEFAULTS: { readonly [Kind in Command["kind"]]: object } = {
  issueGrant: { source: "purchase", grantKind: "paid", amount: usd("100"), effectiveAt: null, expiresAt: null },
  issueScheduled: {},
  cancelScheduled: {},
  expireGrant: {},
  placeHold: { amount: usd("10"), ttlMs: null },
  settleHold: { close: false, resource: null },
  releaseHold: {},
  voidHold: {},
  expireHold: {},
  charge: { amount: usd("1"), onShortfall: "refuse", resource: null, project: null, member: null },
  recordUsage: {
    source: "meter",
    name: "event",
    resource: "export",
    quantity: 1_000_000n,
    eventAt: null,
    project: null,
    member: null,
    corrects: null,
  },
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
  startEndpoint: { ref: "endpoint", resource: "gpu.h100-80gb", unitsMilli: 1000, project: null, member: null },
  scaleEndpoint: { ref: "endpoint", resource: null, unitsMilli: null },
  stopEndpoint: { ref: "endpoint" },
  settleEndpoint: {},
  refundCharge: { amount: usd("1") },
  revokeGrant: { amount: usd("1") },
  reinstateGrant: { amount: usd("1") },
  forgiveDebt: { amount: usd("1") },
  renewSubscription: {},
  creditSubscription: {},
  setStorage: { resource: null, project: null, member: null, since: null },
  settleStorage: { corrects: false },
  settleMinimum: {},
};

/** A ledger in memory that decides and applies commands one after another, as a batch does. */
export class LedgerInMemory {
  readonly state: OrgLedger;
  readonly entries: Entry[] = [];
  readonly charges: Accepted["changes"]["charges"][number][] = [];
  now = 0;
  /** The number of ids that commands have taken. */
  ids = 0;
  private readonly book: PriceBook;
  private readonly decide: typeof decide;

  constructor(
    book: PriceBook = priceBook(1, tiered),
    state: OrgLedger = { ...emptyLedger(ORG, 1), corrections: noCorrections(), usage: noUsage(), months: new Map() },
    decideBy: typeof decide = decide,
  ) {
    this.book = book;
    this.state = state;
    this.decide = decideBy;
  }

  /** The id of the next command. */
  get nextId(): string {
    return `00000000-0000-7000-8000-${String(this.ids + 1).padStart(12, "0")}`;
  }

  /** Fills in the fields that the input leaves out. */
  command(input: CommandInput): Command {
    const id = this.nextId;
    this.ids += 1;
    const keyed = input.kind === "issueGrant" ? { businessKey: id } : {};
    const refunds = input.kind === "recordUsage" ? { refundId: id } : {};
    return { ...DEFAULTS[input.kind], ...keyed, ...refunds, orgId: ORG, id, actor: ACTOR, ...input } as Command;
  }

  /** Decides a command, and applies it if it is accepted. */
  submit(input: CommandInput): Decision {
    const command = this.command(input);
    const decision = this.decide(this.state, command, this.now, { books: () => this.book });
    if (decision.ok) {
      apply(this.state, decision);
      this.entries.push(...decision.entries);
      this.charges.push(...decision.changes.charges);
    }
    return decision;
  }

  /** Submits a command that must be accepted. @throws if it is refused */
  run<Kind extends Command["kind"]>(input: CommandInput<Kind>): AnswerByKind[Kind] {
    const decision = this.submit(input as CommandInput);
    if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}: ${decision.refusal.message}`);
    return decision.answer as Answer as AnswerByKind[Kind];
  }

  /** Submits a command that must be refused. @throws if it is accepted */
  refusal(input: CommandInput) {
    const decision = this.submit(input);
    if (decision.ok) throw new Error(`not refused: ${input.kind}`);
    return decision.refusal;
  }

  /** The grants as they are now, in burn order. */
  grants() {
    return [...this.state.grants.values()].sort(compareBurn);
  }
}
