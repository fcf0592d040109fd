import { refreshMethods } from "../methods/refresh-methods.ts";
import type { EventHandler } from "./event-in-hand.ts";

/** Books an event about the payment methods of an organization: they are read again, all of them. */
export const bookMethodEvent: EventHandler = async (deps, { orgId }) => {
  await refreshMethods(deps, orgId);
  return "booked";
};
