import { checks } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** A change of a plan that the people of the organization are not yet told of. */
export interface PlanNoticeRow {
  orgId: string;
  id: string;
  /** The kind of mail. */
  kind: string;
  /** The values of its text, without the names of the organization and its people. */
  data: object;
}

export const PlanNoticeEntity = organizationEntity<PlanNoticeRow>({
  name: "planNotice",
  tableName: "plan_notices",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "plan_notices_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "plan_notices_pkey" },
    kind: { type: "text", update: false },
    data: { type: "jsonb", update: false },
  },
  foreignKeys: [toOrganization("plan_notices_organization_fkey")],
  checks: checks("plan_notices_kind"),
});
