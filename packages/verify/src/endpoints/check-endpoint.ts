import type { EndpointRow } from "../endpoint-row.ts";
import type { Report } from "../finding.ts";
import type { MeterOfUse } from "../metered/check-metered.ts";
import type { PricesOfUse } from "../metered/check-months.ts";
import type { MeteredRow } from "../metered/metered-row.ts";

/** Divides nano-USD per unit and hour x thousandths of a unit x milliseconds down to micro-USD. */
const PER_MICRO = 3_600_000_000_000n;

/**
 * L19: the charges of an endpoint add up to rate x units x time, rounded down once over its whole life: each charge takes what
 * rounding left of the one before. L20: its charges follow each other in time, and the gaps between them are its stops.
 * By a price shape its month is charged, so `months` takes the time.
 */
export function checkEndpoint(endpoint: EndpointRow, { months, costs }: PricesOfUse, report: Report): MeterOfUse {
  const rows = [`endpoint ${endpoint.id}`];
  let remainder = 0n;
  let charged = 0n;
  let leg = 0;
  let until = endpoint.createdAt;
  let gaps = 0;
  let isStartCharged = false;
  return {
    charge(charge) {
      // A charge of a later transaction than the snapshot's.
      if (charge.leg > endpoint.lastLeg) return;
      const both = [...rows, `charge ${charge.id}`];
      if (charge.from < until) report("L20", both, `it begins at ${charge.from}; the time before ends at ${until}`);
      if (charge.until > charge.at) report("L20", both, "it is for a time after the charge");
      gaps += charge.from - until;
      if (charge.from === endpoint.startedAt) isStartCharged = true;
      if (charge.month !== null) {
        checkTime(charge, both, report);
        months.add(charge, charge.quantity);
      } else {
        const parts = partsOf(charge, both, report) + remainder;
        if (charge.amount !== parts / PER_MICRO)
          report("L19", both, `the amount is ${charge.amount}; the price of the time is ${parts / PER_MICRO}`);
        if (charge.rate !== null && !costs(charge.resource).includes(String(charge.rate)))
          report("L19", both, `no catalog and no contract has the rate ${charge.rate} for ${charge.resource}`);
        remainder = parts % PER_MICRO;
      }
      charged += charge.amount;
      until = charge.until;
      leg = charge.leg;
    },
    end() {
      if (endpoint.charges !== leg)
        report("L20", rows, `it counts ${endpoint.charges} charges; the last one is leg ${leg}`);
      if (endpoint.charged !== charged)
        report("L19", rows, `it was charged ${endpoint.charged}; its charges add up to ${charged}`);
      if (endpoint.remainder !== remainder)
        report("L19", rows, `it has ${endpoint.remainder} parts left of rounding; its charges leave ${remainder}`);
      checkTimes(endpoint, gaps + endpoint.settledAt - until, report);
      if (!isStartCharged && endpoint.startedAt !== endpoint.settledAt)
        report("L20", rows, "no charge begins at its last start");
      const { resource, rate, catalogVersion } = endpoint;
      const cost = endpoint.price ?? String(rate);
      if (!costs(resource, catalogVersion).includes(cost))
        report("L19", rows, `catalog ${catalogVersion} and contracts do not have the rate ${cost} for ${resource}`);
    },
  };
}

/** Rate x units x milliseconds of a charge, whose quantity is units x milliseconds. */
function partsOf(charge: MeteredRow, rows: readonly string[], report: Report): bigint {
  const { rate } = charge;
  if (rate === null) report("L19", rows, "it has no rate");
  return (rate ?? 0n) * checkTime(charge, rows, report);
}

/** The quantity of a charge is its units x its time. @returns units x milliseconds */
function checkTime({ unitsMilli, quantity, from, until }: MeteredRow, rows: readonly string[], report: Report): bigint {
  const inTime = BigInt(unitsMilli ?? 0) * BigInt(Math.round(until - from));
  if (unitsMilli === null) report("L19", rows, "it has no units");
  if (quantity !== inTime) report("L19", rows, `the quantity is ${quantity}; its units and its time make ${inTime}`);
  return inTime;
}

function checkTimes(endpoint: EndpointRow, gaps: number, report: Report): void {
  const rows = [`endpoint ${endpoint.id}`];
  const { state, createdAt, startedAt, settledAt, stoppedAt, stopReason, stoppedMs } = endpoint;
  if (gaps !== stoppedMs)
    report("L20", rows, `it was stopped for ${stoppedMs} ms; its charges leave ${gaps} ms uncharged`);
  if (startedAt < createdAt || settledAt < startedAt)
    report("L20", rows, "its first start, its last start and its charged time are not in this order");
  const isStopped = stoppedAt === settledAt && stopReason !== null;
  const isRunning = stoppedAt === null && stopReason === null;
  if (state === "stopped" ? !isStopped : state !== "running" || !isRunning)
    report("L20", rows, "its state is not that of its stop: time up to a stop is charged, and a running one has none");
}
