import type { Micros, Nanos } from "@scrip/domain/money";
import type { EndpointState, StopReason } from "@scrip/domain/usage/endpoints";
import { checks, countColumn, instantColumn, microsColumn, nanosColumn } from "../../connection/columns.ts";
import { toCatalog, toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** A deployment that is metered by time, without a hold. */
export interface EndpointRow {
  orgId: string;
  id: string;
  /** The caller's name for it, unique in the organization. */
  ref: string;
  resource: string;
  /** Nano-USD per unit and hour, from `settledAt` on. */
  rate: Nanos;
  /** The canonical text of the price shape; its rate is then 0. */
  price: string | null;
  unitsMilli: number;
  project: string | null;
  member: string | null;
  catalogVersion: number;
  state: EndpointState;
  /** The first start, and the last one. */
  createdAt: Date;
  startedAt: Date;
  /** The end of the time that is charged. */
  settledAt: Date;
  /** The sum of all stops that have ended. */
  stoppedMs: number;
  charged: Micros;
  /** Parts of a micro-USD that rounding left. */
  remainder: bigint;
  /** The number of its charges. */
  charges: number;
  stoppedAt: Date | null;
  stopReason: StopReason | null;
}

export const EndpointEntity = organizationEntity<EndpointRow>({
  name: "endpoint",
  tableName: "endpoints",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "endpoints_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "endpoints_pkey" },
    ref: { type: "text", update: false },
    resource: { type: "text" },
    rate: nanosColumn,
    price: { type: "text", nullable: true },
    unitsMilli: countColumn,
    project: { type: "text", nullable: true },
    member: { type: "text", nullable: true },
    catalogVersion: { type: "integer" },
    state: { type: "text" },
    createdAt: { ...instantColumn, update: false },
    startedAt: instantColumn,
    settledAt: instantColumn,
    stoppedMs: countColumn,
    charged: microsColumn,
    remainder: nanosColumn,
    charges: { type: "integer" },
    stoppedAt: { ...instantColumn, nullable: true },
    stopReason: { type: "text", nullable: true },
  },
  uniques: [{ name: "endpoints_ref_key", columns: ["orgId", "ref"] }],
  indices: [{ name: "endpoints_running_idx", columns: ["orgId"], where: "state = 'running'" }],
  foreignKeys: [toOrganization("endpoints_org_fkey"), toCatalog("endpoints_catalog_fkey")],
  checks: checks(
    "endpoints_state",
    "endpoints_terms",
    "endpoints_price",
    "endpoints_meter",
    "endpoints_stopped",
    "endpoints_stop_reason",
  ),
});
