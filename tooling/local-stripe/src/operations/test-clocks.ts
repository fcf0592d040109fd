import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { advanceClock, deleteClock } from "../flows/acts/test-clock.ts";
import { newId } from "../protocol/ids.ts";
import { integer, needed, PAGE, text } from "../protocol/params.ts";

export const testClocks = [
  operation(
    "POST /v1/test_helpers/test_clocks",
    "TestHelpers.TestClockCreateParams",
    { frozen_time: needed(integer(0)), name: text(300) },
    (world, { params: { frozen_time, name } }) =>
      world.create(
        {
          id: newId("clock"),
          object: "test_helpers.test_clock",
          created: world.now(),
          deletes_after: world.now() + 30 * 24 * 60 * 60,
          frozen_time,
          livemode: false,
          name: name ?? null,
          status: "ready",
          status_details: {},
        },
        "test_helpers.test_clock.created",
      ),
  ),
  operation(
    "GET /v1/test_helpers/test_clocks/:id",
    "TestHelpers.TestClockRetrieveParams",
    {},
    (world, { path: { id = "" } }) => world.get("test_helpers.test_clock", id),
  ),
  operation(
    "POST /v1/test_helpers/test_clocks/:id/advance",
    "TestHelpers.TestClockAdvanceParams",
    { frozen_time: needed(integer(0)) },
    (world, { path: { id = "" }, params: { frozen_time } }) =>
      advanceClock(world, world.get("test_helpers.test_clock", id), frozen_time),
  ),
  operation(
    "DELETE /v1/test_helpers/test_clocks/:id",
    "TestHelpers.TestClockDeleteParams",
    {},
    (world, { path: { id = "" } }) => {
      deleteClock(world, world.get("test_helpers.test_clock", id));
      return { id, object: "test_helpers.test_clock", deleted: true };
    },
  ),
  operation("GET /v1/test_helpers/test_clocks", "TestHelpers.TestClockListParams", PAGE, (world, { params }) =>
    listOf(world, "test_helpers.test_clock", params, () => true, "/v1/test_helpers/test_clocks"),
  ),
];
