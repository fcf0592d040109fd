import type { ScripClient } from "@scrip/client";
import type { DocumentRow } from "@scrip/db/billing";
import type { Catalog } from "@scrip/domain/catalog";
import type { StepOf } from "../file/step.ts";
import type { CardPayments } from "./payments/card-payments.ts";

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
  /** The payments of an organization. @param org its id on the wire @returns `null` if the server takes none */
  readonly paymentsOf: (org: string) => CardPayments | null;
  /** The documents about payments of an organization, the oldest first. */
  readonly documentsOf: (org: string) => Promise<readonly DocumentRow[]>;
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
