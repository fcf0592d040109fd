import type { Catalog } from "@scrip/domain/catalog";
import { allEntries } from "./all-entries.ts";
import type { Answer } from "./answers.ts";
import type { Given } from "./given.ts";
import type { CallOptions } from "./options.ts";
import type { Called } from "./procedures.ts";
import type { Send } from "./send.ts";
import type { Named, Surface } from "./surface.ts";

/** The most that the API gives at once: fewer round trips for a reader of everything. */
const WHOLE_PAGE = 1000;

/** @param org where given, every call is about this organization */
export function buildSurface<C extends Catalog>(send: Send, org?: string): Surface<C, Named> {
  const bind =
    <P extends Called>(name: P) =>
    (input: Given<P> & Named, options?: CallOptions): Promise<Answer<P>> =>
      send(name, org === undefined ? input : { ...input, org }, options);
  const getBalance = bind("balance.get");
  const listEntries = bind("entries.list");
  return {
    grants: { create: bind("grants.create"), revoke: bind("grants.revoke"), reinstate: bind("grants.reinstate") },
    holds: {
      place: bind("holds.place"),
      settle: bind("holds.settle"),
      release: bind("holds.release"),
      void: bind("holds.void"),
    },
    charges: { create: bind("charges.create"), refund: bind("charges.refund") },
    debts: { forgive: bind("debts.forgive") },
    jobs: {
      estimate: bind("jobs.estimate"),
      start: bind("jobs.start"),
      settleEpoch: bind("jobs.settleEpoch"),
      complete: bind("jobs.complete"),
      cancel: bind("jobs.cancel"),
      fail: bind("jobs.fail"),
      resume: bind("jobs.resume"),
      get: bind("jobs.get"),
    },
    balance: { get: (input = {}, options) => getBalance(input, options) },
    entries: {
      list: (input = {}, options) => listEntries(input, options),
      all: (input = {}, options) =>
        allEntries(input.after, (after) => listEntries({ limit: WHOLE_PAGE, ...input, after }, options)),
    },
    clocks: { create: bind("clocks.create"), advance: bind("clocks.advance") },
  };
}
