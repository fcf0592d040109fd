import { costsOf } from "../costs-of.ts";
import type { Report } from "../finding.ts";
import type { ChecksOfMeter, MeterOfUse } from "../metered/check-metered.ts";
import type { MeteredRow } from "../metered/metered-row.ts";
import type { Snapshot } from "../rows.ts";
import type { StorageMeterRow } from "../storage-rows.ts";
import { monthEnd } from "./measured.ts";

/**
 * L19 and L20: the charges of a meter of storage are those that its row counts, lie within the time that it has booked, and
 * count a GB-time that never decreases, unless a late report made it smaller. What late reports gave back was refunded or
 * forgiven of these charges. L28: the charges have a meter.
 */
export function checksOfStorage(snapshot: Snapshot): ChecksOfMeter {
  const { storage, head } = snapshot;
  const meters = new Map(storage.meters.map((meter) => [meter.id, meter]));
  return (meterId, report) => {
    const meter = meters.get(meterId);
    return meter === undefined ? withoutRow(meterId, head.at, report) : new StorageCharges(meter, snapshot, report);
  };
}

/** The charges of a meter without a row. A meter that was made after the snapshot has charges that were made after it too. */
function withoutRow(meterId: string, readAt: number, report: Report): MeterOfUse {
  let isReported = false;
  return {
    charge({ at }) {
      if (!isReported && at <= readAt) report("L28", [`meter ${meterId}`], "it has charges, but no row");
      isReported = true;
    },
    end: () => {},
  };
}

class StorageCharges implements MeterOfUse {
  private readonly rows: readonly string[];
  private readonly meter: StorageMeterRow;
  private readonly snapshot: Snapshot;
  private readonly report: Report;
  private charged = 0n;
  private givenBack = 0n;
  private leg = 0;
  private quantity = 0n;

  constructor(meter: StorageMeterRow, snapshot: Snapshot, report: Report) {
    this.rows = [`meter ${meter.id}`];
    this.meter = meter;
    this.snapshot = snapshot;
    this.report = report;
  }

  charge(charge: MeteredRow): void {
    const { leg, quantity, amount, refunded, forgiven } = charge;
    // A charge of a later transaction than the snapshot's.
    if (leg > this.meter.lastLeg) return;
    this.checkTerms(charge, [...this.rows, `charge ${charge.id}`]);
    this.charged += amount;
    this.givenBack += refunded + forgiven;
    this.leg = leg;
    this.quantity = quantity;
  }

  private checkTerms(charge: MeteredRow, rows: readonly string[]): void {
    const { resource, rate, price, quantity, from, until, at, isLate } = charge;
    const { meter } = this;
    if (resource !== meter.resource) this.report("L20", rows, `it is of ${resource}`);
    if (from < meter.month || until > meter.bookedUntil)
      this.report("L20", rows, `it pays for ${from} to ${until}, which the meter has not booked`);
    if (quantity < this.quantity && meter.corrected === 0n)
      this.report("L20", rows, `its quantity ${quantity} is below ${this.quantity} of the charge before`);
    // Outside of contracts a resource may have no price.
    const cost = price ?? String(rate);
    if (cost !== "0" && !costsOf(this.snapshot, resource).includes(cost))
      this.report("L19", rows, `no catalog and no contract has the rate ${cost} for ${resource}`);
    const end = monthEnd(meter.month);
    if (isLate && (from !== meter.month || until !== end || at < end))
      this.report("L19", rows, "it says that it came after its month, but is not for a whole month that has ended");
  }

  end(): void {
    const { corrected, quantity, legs } = this.meter;
    if (legs !== this.leg) this.report("L20", this.rows, `it counts ${legs} charges; the last one is leg ${this.leg}`);
    if (this.meter.charged !== this.charged)
      this.report("L19", this.rows, `it charged ${this.meter.charged}; its charges add up to ${this.charged}`);
    if (this.givenBack < corrected)
      this.report("L19", this.rows, `it gave back ${corrected}; ${this.givenBack} of its charges was given back`);
    if (this.quantity > quantity && corrected === 0n)
      this.report(
        "L20",
        this.rows,
        `its last charge is for ${this.quantity}, more than the ${quantity} that it counts`,
      );
  }
}
