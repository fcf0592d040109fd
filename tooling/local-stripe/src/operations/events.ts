import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { list, PAGE, range, text } from "../protocol/params.ts";

export const events = [
  operation("GET /v1/events/:id", "EventRetrieveParams", {}, (world, { path: { id = "" } }) => world.get("event", id)),
  operation(
    "GET /v1/events",
    "EventListParams",
    { ...PAGE, created: range(), type: text(), types: list(text()) },
    (world, { params: { created, type, types, ...page } }) =>
      listOf(
        world,
        "event",
        page,
        (event) =>
          isIn(event.created, created) &&
          (type?.endsWith(".*") ? event.type.startsWith(type.slice(0, -1)) : isAsked<string>(event.type, type)) &&
          (types === undefined || types.includes(event.type)),
        "/v1/events",
      ),
  ),
];
