import { deepStrictEqual } from "node:assert/strict";
import { catalogText } from "@scrip/domain/catalog";
import { balanceAt, balanceNow, type Command, type Instant, type OrgLedger } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { eventKey } from "@scrip/domain/usage/events";
import type { Finding } from "@scrip/verify/finding";
import { TopUpEntity } from "../../billing/top-up.entity.ts";
import type { Homes } from "../../connection/home-source.ts";
import { inOrganization } from "../../connection/in-home.ts";
import { inTransaction } from "../../connection/transaction.ts";
import { OrganizationEntity } from "../../organizations/organization.entity.ts";
import { anOrganization, type TestSource } from "../../testing/index.ts";
import { setBudget } from "../budgets/put-budget.ts";
import type { Ledger } from "../ledger.ts";
import { setClock } from "../verified/on-database.fixture.ts";
import { changedOf, termsOf } from "./command-terms.fixture.ts";
import { ModelOrganization, type ModelOutcome } from "./model.fixture.ts";
import { modelCatalog } from "./model-catalog.fixture.ts";
import { advanceModel } from "./model-work.fixture.ts";
import { rowsOfDatabase, rowsOfModel } from "./rows.fixture.ts";
import { setModelBudget } from "./set-budget.fixture.ts";
import { type Act, CALLERS, ORGANIZATIONS, type Step, type TimeAct } from "./step.fixture.ts";

/** The ledger under test, and its database. */
export interface Place {
  readonly app: Homes;
  readonly owner: TestSource;
  readonly ledger: Ledger;
  /** The findings of `verify` about some organizations. */
  readonly findings: (orgIds: readonly string[]) => Promise<readonly Finding[]>;
  /**
   * Advances the test clock of an organization.
   * @returns the time that it reached, and the number of due works that ran
   */
  readonly advance: (orgId: string, to: Instant) => Promise<unknown>;
  /** The number of failed tries of batches since the last call. */
  readonly failedTries: () => number;
}

interface Sent {
  readonly command: Command;
  readonly key: string | null;
  readonly within: boolean;
  readonly expected: ModelOutcome;
}

const START = Date.UTC(2026, 0, 1);
/** The first organization has automatic top-up, which any command may ask. */
const TOP_UP_BELOW = usd("10.00");
const WEEK_MS = 7 * 86_400_000;

/**
 * Runs the steps in the model and on PostgreSQL. The answers must be equal after each command, and every row at the
 * end, and `verify` must find no error.
 */
export async function sideBySide(place: Place, steps: readonly Step[]): Promise<void> {
  const run = new Run(place, await newModels(place));
  for (const step of steps) await run.take(step);
  await run.finish();
}

async function newModels({ app }: Place): Promise<ModelOrganization[]> {
  const models: ModelOrganization[] = [];
  for (let n = 0; n < ORGANIZATIONS; n += 1) {
    const { orgId } = await anOrganization(app, { clockAt: START, catalog: catalogText(modelCatalog) });
    const model = new ModelOrganization(orgId, START);
    if (n === 0) await armTopUp(app, model);
    models.push(model);
  }
  return models;
}

async function armTopUp(app: Homes, { orgId, ledger }: ModelOrganization): Promise<void> {
  const settings = { threshold: TOP_UP_BELOW, amount: usd("25.00"), perDay: usd("200.00"), perMonth: usd("1000.00") };
  await inOrganization(app.organizations, orgId, async (tx) => {
    await tx.repository(TopUpEntity).insert({ orgId, state: "ready", ...settings, changedAt: new Date(START) });
    await tx.repository(OrganizationEntity).update({ orgId }, { topUpBelow: TOP_UP_BELOW });
  });
  ledger.topUpBelow = TOP_UP_BELOW;
}

class Run {
  private readonly place: Place;
  private readonly models: readonly ModelOrganization[];
  private waiting: Sent[] = [];
  private ids = 0;

  constructor(place: Place, models: readonly ModelOrganization[]) {
    this.place = place;
    this.models = models;
  }

  async take({ org, joins, within, keyed, twice, by, act }: Step): Promise<void> {
    const model = this.models[org];
    if (model === undefined) throw new Error(`there is no organization ${org}`);
    if (!joins) await this.send();
    if (isTime(act)) {
      await this.send();
      return this.pass(model, act);
    }
    if (act.do === "budget") {
      await this.send();
      setModelBudget(model, act.terms);
      const { orgId } = model;
      await inOrganization(this.place.app.organizations, orgId, (tx) => setBudget(tx, orgId, act.terms));
      return;
    }
    if (act.do === "again") {
      const earlier = model.sent[act.which % Math.max(1, model.sent.length)];
      if (earlier === undefined) return;
      // A retry has a new id, which must make no difference.
      const command = { ...(act.changed ? changedOf(earlier.command) : earlier.command), id: this.newId() };
      return this.add(model, command, earlier.key, within);
    }
    const id = this.newId();
    const base = { orgId: model.orgId, id, ...callerOf(by) } as const;
    const command = { ...base, ...termsOf(model, act, id) } as Command;
    const key = keyOf(command) ?? (keyed || twice ? `key ${id}` : null);
    await this.add(model, command, key, within);
    if (twice) await this.add(model, { ...command, id: this.newId() }, key, within);
  }

  async finish(): Promise<void> {
    await this.send();
    for (const model of this.models) {
      // Every key still gets its first answer; a refusal that was not recorded is decided again.
      for (const { command, key } of model.sent) await this.add(model, { ...command, id: this.newId() }, key, false);
      await this.send();
      await this.compareRows(model);
    }
    deepStrictEqual(await this.place.findings(this.models.map(({ orgId }) => orgId)), []);
  }

  /**
   * Decides in the model, and queues the command for PostgreSQL with those that it joins; `within` sends it alone, in a
   * transaction of its own.
   */
  private async add(model: ModelOrganization, command: Command, key: string | null, within: boolean): Promise<void> {
    if (within) await this.send();
    this.waiting.push({ command, key, within, expected: model.submit(command, key) });
    if (within) await this.send();
  }

  private async send(): Promise<void> {
    const sent = this.waiting;
    this.waiting = [];
    const outcomes = await Promise.all(sent.map((one) => this.submit(one)));
    deepStrictEqual(this.place.failedTries(), 0, "a batch failed in PostgreSQL and was retried in parts");
    for (const [n, { command, expected }] of sent.entries())
      deepStrictEqual({ command, outcome: outcomes[n] }, { command, outcome: expected });
  }

  private submit({ command, key, within }: Sent) {
    const { ledger } = this.place;
    if (!within) return ledger.submit(command, key);
    return ledger.route(command.orgId, (pool) => inTransaction(pool, (query) => ledger.within(query, command, key)));
  }

  private async pass(model: ModelOrganization, { do: how, ms }: TimeAct): Promise<void> {
    const { ledger, advance } = this.place;
    const to = model.now + ms;
    if (how === "advance") deepStrictEqual(await advance(model.orgId, to), advanceModel(model, to));
    else {
      // As if the sweeper were late: time passes, and due work stays due.
      model.now = to;
      await setClock(ledger, model.orgId, to);
    }
    await this.compareHead(model);
  }

  private async compareHead({ orgId, ledger, now }: ModelOrganization): Promise<void> {
    const look = await this.place.ledger.peek(orgId, {}, ({ ledger, now }) => Math.max(ledger.at, now) + WEEK_MS);
    const headOf = ({ seq, at, balance, topUpBelow, hasMeters }: OrgLedger) => {
      return { seq, at, balance, topUpBelow, hasMeters };
    };
    deepStrictEqual(headOf(look.ledger), headOf(ledger));
    const shown = balanceNow(look.ledger.balance, look.lapsed, look.lapsing);
    deepStrictEqual(shown, balanceAt(ledger, Math.max(ledger.at, now), WEEK_MS));
  }

  private async compareRows(model: ModelOrganization): Promise<void> {
    const { owner } = this.place;
    await this.compareHead(model);
    const expected = rowsOfModel(model);
    deepStrictEqual(await rowsOfDatabase(owner, model.orgId, expected), expected);
  }

  private newId(): string {
    this.ids += 1;
    return `00000000-0000-7000-8000-${this.ids.toString(16).padStart(12, "0")}`;
  }
}

/** The key of a usage event is made of its names. */
function keyOf(command: Command): string | null {
  return command.kind === "recordUsage" ? eventKey(command.source, command.name) : null;
}

function callerOf(by: Step["by"]): Pick<Command, "actor" | "budgets"> {
  const key = by === undefined ? undefined : CALLERS[by];
  if (key === undefined) return { actor: { type: "system", id: null } };
  const terms = { scope: "key", ref: key.id, period: "day", cap: key.cap, mode: "hard", version: 1 } as const;
  return { actor: { type: "service_key", id: key.id }, budgets: [terms] };
}

function isTime(act: Act): act is TimeAct {
  return act.do === "advance" || act.do === "drift";
}
