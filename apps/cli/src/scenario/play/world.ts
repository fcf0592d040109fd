import type { ScripClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import type { StepOf } from "../file/step.ts";

/** The platform that a scenario plays on. */
export interface World {
  readonly client: ScripClient<Catalog>;
  /**
   * Creates an organization on a test clock, with a verified person of its own as owner, who gets signup credit.
   * @param at milliseconds since 1970
   * @returns its id on the wire
   */
  readonly createOrganization: (name: string, at: number) => Promise<string>;
  /** Makes a campaign with one code, whose text the scenario chooses. */
  readonly createCampaign: (terms: StepOf<"campaign">) => Promise<void>;
  /** The text of a code in this database. */
  readonly codeOf: (code: string) => string;
  /** Checks every invariant of the whole database. */
  readonly verify: () => Promise<WorldVerified>;
}

export interface WorldVerified {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly invariant: string;
    /** The id on the wire; `null` if it concerns no single organization. */
    readonly org: string | null;
    readonly rows: readonly string[];
    readonly message: string;
  }[];
}
