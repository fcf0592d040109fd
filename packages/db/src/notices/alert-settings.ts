import { type AlertSettings, DEFAULT_ALERTS } from "@scrip/domain/notices";
import { OrganizationMissing } from "../connection/errors.ts";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { OrganizationEntity } from "../organizations/organization.entity.ts";
import { AlertSettingsEntity } from "./alert-settings.entity.ts";

/** The settings of an organization, and what it was notified of. */
export interface StoredAlerts extends AlertSettings {
  readonly isRunwayShort: boolean;
}

/**
 * Reads from when an organization wants notices: its own settings, or the defaults.
 * @throws OrganizationMissing
 */
export async function alertSettingsOf(tx: OrganizationsTx, orgId: string): Promise<StoredAlerts> {
  const organization = await tx.repository(OrganizationEntity).findOneBy({ orgId });
  if (organization === null) throw new OrganizationMissing(orgId);
  const row = await tx.repository(AlertSettingsEntity).findOneBy({ orgId });
  const { runwayHours, expiryDays, isRunwayShort } = row ?? { ...DEFAULT_ALERTS, isRunwayShort: false };
  return { balanceBelow: organization.alertBelow, runwayHours, expiryDays, isRunwayShort };
}

/** Writes the settings of an organization that is locked. Commands of the ledger read the threshold from its head. */
export async function saveAlertSettings(tx: OrganizationsTx, orgId: string, settings: AlertSettings): Promise<void> {
  const { balanceBelow, runwayHours, expiryDays } = settings;
  await tx.repository(OrganizationEntity).update({ orgId }, { alertBelow: balanceBelow });
  await tx.query(
    `INSERT INTO alert_settings (org_id, runway_hours, expiry_days) VALUES ($1, $2, $3)
      ON CONFLICT (org_id) DO UPDATE SET runway_hours = excluded.runway_hours, expiry_days = excluded.expiry_days`,
    [orgId, runwayHours, expiryDays],
  );
}

/** Notes whether people know that the runway of an organization is short. The organization is locked. */
export async function noteRunwayShort(tx: OrganizationsTx, orgId: string, isShort: boolean): Promise<void> {
  await tx.query(
    `INSERT INTO alert_settings (org_id, runway_hours, expiry_days, is_runway_short) VALUES ($1, $2, $3, $4)
      ON CONFLICT (org_id) DO UPDATE SET is_runway_short = excluded.is_runway_short`,
    [orgId, DEFAULT_ALERTS.runwayHours, DEFAULT_ALERTS.expiryDays, isShort],
  );
}
