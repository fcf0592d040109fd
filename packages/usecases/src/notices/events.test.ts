import { EVENT_KINDS, eventSpec, parseEvent } from "@scrip/contract/notices/events";
import { expect, it } from "vitest";

it.each(EVENT_KINDS)("%s has an example that its schema accepts, and a meaning of one or two sentences", (kind) => {
  const { example, meaning } = eventSpec(kind);
  expect(parseEvent(kind, example)).toEqual({ kind, data: example });
  expect(kind).toMatch(/^([a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*|test)$/);
  expect(meaning).toMatch(/\.$/);
});
