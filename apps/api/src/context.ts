import type { ServiceKey } from "@scrip/db";
import type { Deps } from "@scrip/usecases";

/** What a request comes with. */
export interface Context {
  readonly deps: Deps;
  /** The service key that it showed, `null` where it showed none or one that is not known. */
  readonly key: ServiceKey | null;
  readonly requestId: string;
}
