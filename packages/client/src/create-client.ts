import type { Catalog, Tiered } from "@scrip/domain/catalog";
import type { Organization, Verification } from "./answers.ts";
import { buildSurface } from "./build-surface.ts";
import type { Given } from "./given.ts";
import { type CallOptions, type ClientOptions, settingsOf } from "./options.ts";
import { type Pace, realPace } from "./pace.ts";
import { sender } from "./send.ts";
import type { Bound, Named, Surface } from "./surface.ts";
import { openTransport } from "./transport.ts";

/** Every procedure of Scrip that a service key can call. */
export interface ScripClient<C extends Catalog> extends Surface<C, Named> {
  readonly organizations: {
    /** Platform keys only. */
    readonly create: (input: Given<"organizations.create">, options?: CallOptions) => Promise<Organization>;
  };
  readonly ledger: {
    /** Checks the ledgers of some organizations, or of all that the key reaches, against the invariants. */
    readonly verify: (input?: Given<"ledger.verify">, options?: CallOptions) => Promise<Verification>;
  };
  /** The same procedures for one organization: `client.organization("org_…").balance.get()`. */
  readonly organization: (org: string) => OrganizationClient<C>;
}

/** Every procedure for one organization. */
export interface OrganizationClient<C extends Catalog> extends Surface<C, Bound> {
  readonly org: string;
  readonly ledger: {
    /** Checks this organization's ledger against the invariants. */
    readonly verify: (options?: CallOptions) => Promise<Verification>;
  };
}

/**
 * Makes a client. `C` is the platform's catalog; only its resources compile:
 * `createClient<typeof catalog>({ url, key })`.
 * @throws TypeError if an option is wrong
 */
export function createClient<C extends Catalog = Tiered>(options: ClientOptions): ScripClient<C> {
  return createPacedClient<C>(options, realPace);
}

/** A client with a given clock and random numbers, for tests. */
export function createPacedClient<C extends Catalog>(options: ClientOptions, pace: Pace): ScripClient<C> {
  const settings = settingsOf(options);
  const send = sender(openTransport(settings, pace), settings, pace);
  return Object.assign(buildSurface<C>(send), {
    organizations: {
      create: (input: Given<"organizations.create">, call?: CallOptions) => send("organizations.create", input, call),
    },
    ledger: { verify: (input: Given<"ledger.verify"> = {}, call?: CallOptions) => send("ledger.verify", input, call) },
    organization: (org: string) =>
      Object.assign(buildSurface<C>(send, org), {
        org,
        ledger: { verify: (call?: CallOptions) => send("ledger.verify", { orgs: [org] }, call) },
      }),
  });
}
