import { Unavailable } from "@scrip/client";
import type { PaymentAttemptRow } from "@scrip/db/billing";
import { MAX_AMOUNT } from "@scrip/domain/money";
import type { Do } from "../file/fields.ts";
import type { Step, StepOf } from "../file/step.ts";
import { StepRefused } from "../outcome/outcome.ts";
import type { OrganizationPlay } from "./organization-play.ts";

const DAY_MS = 86_400_000;

/** Runs a step of an organization. @throws Refused, BadInput or StepRefused if the step is refused */
type RunStep<D extends Do> = (play: OrganizationPlay, step: StepOf<D>) => unknown;

/** How each kind of step runs. `campaign` is no step of an organization, and `expect` changes nothing. */
const STEPS: { readonly [D in Exclude<Do, "campaign" | "expect">]: RunStep<D> } = {
  create: () => {},
  end: () => {},
  subscribe,
  change: ({ client }, { plan, interval, line }) =>
    client.plans.change({ plan, interval, idempotencyKey: keyOf(line) }),
  cancel: ({ client }, { line }) => client.plans.cancel({ idempotencyKey: keyOf(line) }),
  undo: ({ client }, { line }) => client.plans.undo({ idempotencyKey: keyOf(line) }),
  card: ({ payments }, { number }) => payments.useCard(number),
  purchase,
  auto_topup: autoTopUp,
  grant,
  redeem,
  charge,
  job: ({ jobs }, step) => jobs.start(step),
  endpoint,
  storage: ({ client }, { gb, volume = "volume", line }) =>
    client.storage.set({ volume, gb: gb.toFixed(9), idempotencyKey: keyOf(line) }),
  usage,
  use: ({ client }, step) => client.entitlements.use(counted(step)),
  free: ({ client }, step) => client.entitlements.release(counted(step)),
  refund,
  dispute,
  dispute_won: winDispute,
  dispute_lost: loseDispute,
};

export async function run(play: OrganizationPlay, step: Step): Promise<void> {
  const table: Readonly<Record<string, RunStep<never> | undefined>> = STEPS;
  await table[step.do]?.(play, step as never);
}

/** The idempotency key of the step on a line. */
const keyOf = (line: number): string => `line-${line}`;

/** Starts a plan by card: on the page of the gateway. */
async function subscribe(play: OrganizationPlay, step: StepOf<"subscribe">): Promise<void> {
  const { plan, interval, card, id, line } = step;
  const { payments, named } = play;
  if (id !== undefined) named.nameSubscription(id, await payments.attempts());
  await payments.subscribe({ plan, interval, idempotencyKey: keyOf(line) }, card);
}

async function purchase({ payments, named }: OrganizationPlay, step: StepOf<"purchase">): Promise<void> {
  const attempt = await payments.buy(step.amount, keyOf(step.line));
  if (step.id !== undefined) named.namePurchase(step.id, attempt);
}

/** From then on each step is followed by the work that is due at its instant: credit may be bought at once. */
async function autoTopUp(play: OrganizationPlay, step: StepOf<"auto_topup">): Promise<void> {
  await play.payments.setTopUp(step);
  play.hasTopUp = true;
}

/** Pays a payment back, or takes back credit that was paid outside. */
async function refund(play: OrganizationPlay, { id, amount, line }: StepOf<"refund">): Promise<void> {
  const paid = await paidAs(play, id);
  if (paid === null) await takeBack(play, id, { amount, line });
  else await play.payments.refund(paid, amount);
  play.hasDueNow = true;
}

async function dispute(play: OrganizationPlay, { id, amount, line }: StepOf<"dispute">): Promise<void> {
  const paid = await paidAs(play, id);
  if (paid !== null) play.named.nameDispute(id, await play.payments.dispute(paid, amount));
  else play.named.grantOf(id).disputed = await takeBack(play, id, { amount, line });
}

async function winDispute(play: OrganizationPlay, { id, line }: StepOf<"dispute_won">): Promise<void> {
  const { client, named, payments } = play;
  const paid = await paidAs(play, id);
  if (paid !== null) {
    await payments.closeDispute(paid, named.disputeOf(id), "won");
    return;
  }
  const taken = named.grantOf(id);
  await client.grants.reinstate({ grant: taken.grant, amount: taken.disputed, idempotencyKey: keyOf(line) });
  taken.left += taken.disputed;
  taken.disputed = 0n;
}

async function loseDispute(play: OrganizationPlay, { id }: StepOf<"dispute_lost">): Promise<void> {
  const paid = await paidAs(play, id);
  if (paid !== null) await play.payments.closeDispute(paid, play.named.disputeOf(id), "lost");
  else play.named.grantOf(id).disputed = 0n;
}

/** The payment by card with a name. @returns `null` for a grant that was paid outside */
async function paidAs({ named, payments }: OrganizationPlay, name: string): Promise<PaymentAttemptRow | null> {
  return named.isPayment(name) ? named.find(name, await payments.attempts()) : null;
}

/** Takes back what is asked of a grant, or everything that was not taken back yet. @returns how much */
async function takeBack(
  { client, named }: OrganizationPlay,
  key: string,
  { amount, line }: { readonly amount: bigint | undefined; readonly line: number },
): Promise<bigint> {
  const taken = named.grantOf(key);
  const much = amount ?? taken.left;
  if (much > taken.left) throw new StepRefused("refund_too_large");
  await client.grants.revoke({ grant: taken.grant, amount: much, idempotencyKey: keyOf(line) });
  taken.left -= much;
  return much;
}

async function grant({ client, named }: OrganizationPlay, step: StepOf<"grant">): Promise<void> {
  const { source, amount, kind, days, expiresAt = days === undefined ? undefined : step.at + days * DAY_MS } = step;
  // Only the ledger itself makes grants of this source.
  if (source === "refund") throw new StepRefused("bad_input");
  const made = await client.grants.create({
    source,
    amount,
    kind,
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
    businessKey: step.key,
    idempotencyKey: keyOf(step.line),
  });
  if (step.key !== undefined) named.nameGrant(step.key, made.grant, made.amount);
}

/** A rate limit of guesses is an answer of the platform, too; the clock stands still, so a retry would not help. */
async function redeem({ client, world }: OrganizationPlay, { code, line }: StepOf<"redeem">): Promise<void> {
  try {
    await client.codes.redeem({ code: world.codeOf(code), idempotencyKey: keyOf(line) }, { retryForMs: 0 });
  } catch (error) {
    if (error instanceof Unavailable && error.code === "too_many_requests") throw new StepRefused(error.code);
    throw error;
  }
}

async function charge({ client }: OrganizationPlay, step: StepOf<"charge">): Promise<void> {
  const { amount, resource, key = keyOf(step.line), onShortfall } = step;
  if (amount > MAX_AMOUNT) throw new StepRefused("price_above_limit");
  await client.charges.create({ amount, resource, onShortfall, idempotencyKey: key });
}

/** Starts an endpoint, or one that was stopped again; or stops it. Its charges fall due as the clock moves. */
async function endpoint({ client }: OrganizationPlay, step: StepOf<"endpoint">): Promise<void> {
  const { ref, resource, run: what, units, line } = step;
  const named = { endpoint: ref, idempotencyKey: keyOf(line) };
  if (what === "start") await client.endpoints.start({ ...named, resource, unitsMilli: units });
  else await client.endpoints.stop(named);
}

function counted({ entitlement, count, line }: StepOf<"use" | "free">) {
  return { entitlement, count, idempotencyKey: keyOf(line) };
}

/** Reports a usage event; a refused one is a refused step. A number as JSON writes it is a quantity in decimal text. */
async function usage({ client }: OrganizationPlay, step: StepOf<"usage">): Promise<void> {
  const { resource, quantity, id, eventAt, corrects } = step;
  const event = {
    source: "scenario",
    id,
    resource,
    quantity: decimalText(quantity),
    eventAt: eventAt === undefined ? undefined : new Date(eventAt).toISOString(),
    corrects,
  };
  const [result] = (await client.usage.report({ events: [event] })).results;
  if (result?.refusal) throw new StepRefused(result.refusal.code);
}

/** A number without an exponent. Digits after the sixth decimal stay, so that the platform refuses them. */
function decimalText(number: number): string {
  const text = String(number);
  return text.includes("e") ? number.toFixed(20).replace(/\.?0+$/, "") : text;
}
