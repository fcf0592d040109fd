import type { ServiceKey } from "@scrip/db";
import type { Deps } from "@scrip/usecases";
import type { Context } from "./context.ts";

/** What a request comes with. */
export interface Request {
  readonly deps: Deps;
  /** The service key that it showed, `null` where it showed none or one that can not be used. */
  readonly key: ServiceKey | null;
  readonly id: string;
}

/** Closes a request into tRPC's context. */
export const contextOf = (request: Request): Context => ({ request });

/** The request of a context; `contextOf` is the only maker of one. */
export const requestOf = (context: Context): Request => context.request as Request;
