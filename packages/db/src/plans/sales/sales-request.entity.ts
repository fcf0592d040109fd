import { checks, instantColumn } from "../../connection/columns.ts";
import { platformEntity } from "../../connection/home-entity.ts";

/** The state of a request to talk to sales. */
export type SalesState = "new" | "contacted" | "won" | "lost";

/** A request of a member or a visitor to talk to sales. */
export interface SalesRequestRow {
  id: string;
  at: Date;
  name: string;
  email: string;
  company: string | null;
  plan: string | null;
  message: string;
  /** The organization and the person of a member; null for a visitor. */
  orgId: string | null;
  personId: string | null;
  state: SalesState;
}

export const SalesRequestEntity = platformEntity<SalesRequestRow>({
  name: "salesRequest",
  tableName: "sales_requests",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "sales_requests_pkey" },
    at: { ...instantColumn, update: false },
    name: { type: "text", update: false },
    email: { type: "text", update: false },
    company: { type: "text", nullable: true, update: false },
    plan: { type: "text", nullable: true, update: false },
    message: { type: "text", update: false },
    orgId: { type: "uuid", nullable: true, update: false },
    personId: { type: "uuid", nullable: true, update: false },
    state: { type: "text" },
  },
  indices: [
    { name: "sales_requests_by_time", columns: ["at", "id"] },
    { name: "sales_requests_of_person", columns: ["personId"] },
  ],
  checks: checks("sales_requests_state", "sales_requests_of_member"),
});
