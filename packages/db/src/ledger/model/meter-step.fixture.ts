import { CLOCK_TOLERANCE_MS } from "@scrip/domain/ledger";
import { GB, MAX_SIZE } from "@scrip/domain/usage/storage";
import fc from "fast-check";

const DAY = 86_400_000;

const METER_WORK = ["settleEndpoint", "settleStorage", "settleMinimum"] as const;

/** Work without a hold: endpoints, the sizes of volumes, and their due work at a time when nothing may be due. */
export type MeterAct =
  | {
      readonly do: "run";
      readonly what: "start" | "scale" | "stop";
      readonly which: number;
      readonly resource: string;
      readonly unitsMilli: number;
      readonly label: string | null;
    }
  | {
      readonly do: "store";
      readonly which: number;
      readonly size: bigint;
      readonly inMs: number;
      readonly label: string | null;
    }
  | { readonly do: "meter"; readonly which: number; readonly what: (typeof METER_WORK)[number] };

const which = fc.nat({ max: 40 });
const label = fc.constantFrom(null, null, "vision", "llama");

const endpoint: fc.Arbitrary<MeterAct> = fc.record({
  do: fc.constant("run"),
  what: fc.constantFrom("start", "start", "scale", "scale", "stop"),
  which,
  // Jobs have a price shape on the H100, so that it is not sold for endpoints.
  resource: fc.constantFrom(
    "gpu.l40s",
    "gpu.a100-80gb",
    "endpoint.cpu-2",
    "endpoint.cpu-8",
    "endpoint.cpu-8",
    "gpu.h100-80gb",
  ),
  unitsMilli: fc.constantFrom(0, 1, 333, 1000, 4000),
  label,
});

const size = fc.oneof(
  fc.constantFrom(0n, 0n, 100n * GB, 250n * GB, 1_000n * GB, 100_000n * GB, MAX_SIZE),
  fc.bigInt(0n, 500n * GB),
);
/** From now on, from an earlier time of this month or the last one, or from a time that no report may have. */
const inMs = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(-1, -DAY / 3, -DAY, -2 * DAY, -9 * DAY, -30 * DAY, -70 * DAY, CLOCK_TOLERANCE_MS, DAY),
  },
);
const volume: fc.Arbitrary<MeterAct> = fc.record({ do: fc.constant("store"), which, size, inMs, label });

const due: fc.Arbitrary<MeterAct> = fc.record({
  do: fc.constant("meter"),
  which,
  what: fc.constantFrom(...METER_WORK),
});

export const meterAct: fc.Arbitrary<MeterAct> = fc.oneof(
  { weight: 3, arbitrary: endpoint },
  { weight: 3, arbitrary: volume },
  { weight: 1, arbitrary: due },
);
