import { Unavailable } from "@scrip/client";
import { MAX_AMOUNT } from "@scrip/domain/money";
import type { Do } from "../file/fields.ts";
import type { Step, StepOf } from "../file/step.ts";
import type { OrganizationPlay } from "./organization-play.ts";
import { notAvailable, StepRefused } from "./outcome.ts";

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
  card: notAvailable,
  purchase: notAvailable,
  auto_topup: notAvailable,
  grant,
  redeem,
  charge,
  job: ({ jobs }, step) => jobs.start(step),
  endpoint: notAvailable,
  storage: notAvailable,
  usage: notAvailable,
  use: ({ client }, step) => client.entitlements.use(counted(step)),
  free: ({ client }, step) => client.entitlements.release(counted(step)),
  refund: notAvailable,
  dispute: notAvailable,
  dispute_won: notAvailable,
  dispute_lost: notAvailable,
};

export async function run(play: OrganizationPlay, step: Step): Promise<void> {
  const table: Readonly<Record<string, RunStep<never> | undefined>> = STEPS;
  await table[step.do]?.(play, step as never);
}

/** The idempotency key of the step on a line. */
const keyOf = (line: number): string => `line-${line}`;

/** The test card that pays. */
const GOOD_CARD = "4242424242424242";

/** Starts a plan, which is paid. Other cards come with payments. */
async function subscribe({ client }: OrganizationPlay, step: StepOf<"subscribe">): Promise<void> {
  const { plan, interval, card = GOOD_CARD, line } = step;
  if (card !== GOOD_CARD) notAvailable();
  await client.plans.subscribe({ plan, interval, idempotencyKey: keyOf(line) });
}

async function grant({ client }: OrganizationPlay, step: StepOf<"grant">): Promise<void> {
  const { source, amount, kind, days, expiresAt = days === undefined ? undefined : step.at + days * DAY_MS } = step;
  // Only the ledger itself makes grants of this source.
  if (source === "refund") throw new StepRefused("bad_input");
  await client.grants.create({
    source,
    amount,
    kind,
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
    businessKey: step.key,
    idempotencyKey: keyOf(step.line),
  });
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

function counted({ entitlement, count, line }: StepOf<"use" | "free">) {
  return { entitlement, count, idempotencyKey: keyOf(line) };
}
