import type { MeterKind } from "@scrip/domain/ledger";
import type { Micros, Nanos } from "@scrip/domain/money";
import { checks, countColumn, instantColumn, microsColumn, nanosColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** A charge of an endpoint, of storage, of a usage event, or of the minimum of a month: one row for each charge, `leg` 1 to n. Never changed. */
export interface MeteredChargeRow {
  orgId: string;
  id: string;
  meter: MeterKind;
  /** The endpoint, the resource's storage of one month, or the first of the usage events that correct each other. */
  meterId: string;
  leg: number;
  resource: string;
  /** Nano-USD per unit; null if `price` says more than a rate. */
  rate: Nanos | null;
  price: string | null;
  unitsMilli: number | null;
  /** Whole units of the meter, as decimal digits: they may pass 64 bits. */
  quantity: string;
  /** The time that it pays for: `[fromAt, untilAt)`. Of a usage event both are the time of the event. */
  fromAt: Date;
  untilAt: Date;
  amount: Micros;
  /** Whether the month of the time had ended when the charge was made. */
  isLate: boolean;
  /** Who reported a usage event, and its name there. */
  source: string | null;
  name: string | null;
  project: string | null;
  member: string | null;
  at: Date;
  /** The month meter that counts it, the number of the charge there, and the quantity after it. */
  monthMeterId: string | null;
  monthLeg: number | null;
  monthQuantity: string | null;
}

export const MeteredChargeEntity = organizationEntity<MeteredChargeRow>({
  name: "meteredCharge",
  tableName: "metered_charges",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "metered_charges_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "metered_charges_pkey" },
    meter: { type: "text", update: false },
    meterId: { type: "uuid", update: false },
    leg: { type: "integer", update: false },
    resource: { type: "text", update: false },
    rate: { ...nanosColumn, nullable: true, update: false },
    price: { type: "text", nullable: true, update: false },
    unitsMilli: { ...countColumn, nullable: true, update: false },
    quantity: { type: "numeric", precision: 38, scale: 0, update: false },
    fromAt: { ...instantColumn, update: false },
    untilAt: { ...instantColumn, update: false },
    amount: { ...microsColumn, update: false },
    isLate: { type: "boolean", update: false },
    source: { type: "text", nullable: true, update: false },
    name: { type: "text", nullable: true, update: false },
    project: { type: "text", nullable: true, update: false },
    member: { type: "text", nullable: true, update: false },
    at: { ...instantColumn, update: false },
    monthMeterId: { type: "uuid", nullable: true, update: false },
    monthLeg: { type: "integer", nullable: true, update: false },
    monthQuantity: { type: "numeric", precision: 38, scale: 0, nullable: true, update: false },
  },
  foreignKeys: [withinOrganization("metered_charges_month_fkey", "monthMeter", "monthMeterId")],
  uniques: [{ name: "metered_charges_meter_key", columns: ["orgId", "meter", "meterId", "leg"] }],
  indices: [
    { name: "metered_charges_events", columns: ["orgId", "at", "id"], where: "meter = 'usage'" },
    {
      name: "metered_charges_month_key",
      columns: ["orgId", "monthMeterId", "monthLeg"],
      unique: true,
      where: "month_meter_id IS NOT NULL",
    },
  ],
  checks: checks(
    "metered_charges_amount",
    "metered_charges_leg",
    "metered_charges_meter",
    "metered_charges_span",
    "metered_charges_named",
    "metered_charges_month",
  ),
});
