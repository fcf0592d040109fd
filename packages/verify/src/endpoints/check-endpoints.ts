import type { Report } from "../finding.ts";
import type { MeterOfUse } from "../metered/check-metered.ts";
import type { PricesOfUse } from "../metered/check-months.ts";
import type { Snapshot } from "../rows.ts";
import { checkEndpoint } from "./check-endpoint.ts";

/** Checks the endpoints of an organization with their charges. L28: each charge of an endpoint has its endpoint. */
export class EndpointsCheck {
  private readonly snapshot: Pick<Snapshot, "endpoints" | "storage" | "head">;
  private readonly report: Report;
  private readonly open: Map<string, MeterOfUse>;

  constructor(snapshot: EndpointsCheck["snapshot"], prices: PricesOfUse, report: Report) {
    this.snapshot = snapshot;
    this.report = report;
    this.open = new Map(snapshot.endpoints.map((endpoint) => [endpoint.id, checkEndpoint(endpoint, prices, report)]));
  }

  /** Takes the check of one endpoint's charges. */
  meter(id: string): MeterOfUse {
    const found = this.open.get(id);
    this.open.delete(id);
    if (found !== undefined) return found;
    // An endpoint that was made after the snapshot has charges that were made after it too.
    const { head } = this.snapshot;
    let isReported = false;
    return {
      charge: ({ at }) => {
        if (!isReported && at <= head.at)
          this.report("L28", [`endpoint ${id}`], "charges name an endpoint that this organization does not have");
        isReported = true;
      },
      end: () => {},
    };
  }

  /** Ends the check of endpoints without charges. L3: the organization knows whether an endpoint runs or volumes are stored. */
  end(): void {
    for (const check of this.open.values()) check.end();
    const { head, endpoints, storage } = this.snapshot;
    if (head.hasMeters) return;
    const rows = [`organization ${head.orgId}`];
    if (endpoints.some(({ state }) => state === "running"))
      this.report("L3", rows, "it says that no work runs without a hold; an endpoint runs");
    if (storage.meters.some(({ dueAt }) => dueAt !== null))
      this.report("L3", rows, "it says that no work runs without a hold; a meter of storage counts");
  }
}
