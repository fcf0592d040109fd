import { invalid } from "../../protocol/stripe-error.ts";
import type { TestClock } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { runDue } from "./run-due.ts";

/**
 * Moves a clock and has happen what is due until then, in order of time.
 * @returns the clock as it is while it advances; the next look at it finds it ready
 */
export function advanceClock(world: World, clock: TestClock, until: number): TestClock {
  if (until <= clock.frozen_time) {
    const message = `The frozen_time must be after the current frozen_time of the test clock (${clock.frozen_time}).`;
    throw invalid(message, { param: "frozen_time" });
  }
  const advancing = world.become(
    clock,
    { status: "advancing", status_details: { advancing: { target_frozen_time: until } } },
    "test_helpers.test_clock.advancing",
  );
  runDue(world, clock.id, until);
  const there = world.get("test_helpers.test_clock", clock.id);
  world.become(there, { frozen_time: until, status: "ready", status_details: {} }, "test_helpers.test_clock.ready");
  return advancing;
}

/** Removes a clock with its customers and their subscriptions. */
export function deleteClock(world: World, clock: TestClock): void {
  const customers = new Set(
    world.all("customer").flatMap(({ id, test_clock }) => (test_clock === clock.id ? [id] : [])),
  );
  for (const { id, clock: of } of world.all("local.due")) if (of === clock.id) world.remove("local.due", id);
  for (const { id, customer } of world.all("subscription"))
    if (customers.has(customer)) world.remove("subscription", id);
  for (const id of customers) {
    world.remove("customer", id);
    world.put({ object: "local.tombstone", id, kind: "customer" });
  }
  world.emit("test_helpers.test_clock.deleted", clock);
  world.remove("test_helpers.test_clock", clock.id);
}
