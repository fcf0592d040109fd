import { checks } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** From when an organization wants notices, and what it was notified of. An organization without a row has the defaults. */
export interface AlertSettingsRow {
  orgId: string;
  /** The runway is short below so many hours; `null` for no such notice. */
  runwayHours: number | null;
  /** Credit is about to expire so many days before its end; `null` for no such notice. */
  expiryDays: number | null;
  isRunwayShort: boolean;
}

export const AlertSettingsEntity = organizationEntity<AlertSettingsRow>({
  name: "alertSettings",
  tableName: "alert_settings",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "alert_settings_pkey" },
    runwayHours: { type: "integer", nullable: true },
    expiryDays: { type: "integer", nullable: true },
    isRunwayShort: { type: "boolean", default: false },
  },
  foreignKeys: [toOrganization("alert_settings_organization_fkey")],
  checks: checks("alert_settings_expiry", "alert_settings_runway"),
});
