import type { Due, DueKind } from "../world/private-objects.ts";
import type { World } from "../world/world.ts";
import { afterPayment } from "./after-payment.ts";
import { settleDelayed } from "./payments/attempt.ts";

/** What happens by itself, by kind. A subject that is gone is no error. */
const RUN: Readonly<Record<DueKind, (world: World, subject: string) => void>> = {
  cancel_subscription: () => {},
  end_trial: () => {},
  expire_checkout: () => {},
  expire_incomplete: () => {},
  finalize_invoice: () => {},
  renew_subscription: () => {},
  retry_invoice: () => {},
  settle_payment: (world, id) => {
    const intent = world.find("payment_intent", id);
    if (intent?.status === "processing") afterPayment(world, settleDelayed(world, intent));
  },
};

/** Has happen what is due on a clock, in order of time; the test clock shows the instant of each thing. */
export function runDue(world: World, clock: string | null, until: number): void {
  for (let due = world.nextDue(clock, until); due !== undefined; due = world.nextDue(clock, until)) run(world, due);
}

function run(world: World, due: Due): void {
  const clock = due.clock === null ? undefined : world.find("test_helpers.test_clock", due.clock);
  if (clock !== undefined && clock.frozen_time < due.at) world.amend(clock, { frozen_time: due.at });
  world.done(due);
  RUN[due.kind](world, due.subject);
}
