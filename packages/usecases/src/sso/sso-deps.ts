import type { Deps } from "../deps.ts";
import type { IdentityTools } from "./identity-tools.ts";

/** The dependencies of setting up single sign-on. */
export interface SsoDeps extends Pick<Deps, "homes" | "books"> {
  readonly identity: IdentityTools;
}
