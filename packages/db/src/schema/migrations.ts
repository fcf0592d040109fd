import type { Home } from "../connection/home.ts";
import { CreatePlatform1800000000000 } from "../migrations/1800000000000-create-platform.ts";
import { CreateOrganizations1800000001000 } from "../migrations/1800000001000-create-organizations.ts";
import { CreateLedger1800000002000 } from "../migrations/1800000002000-create-ledger.ts";
import { CreateDue1800000003000 } from "../migrations/1800000003000-create-due.ts";
import { CreateSeriesAndMarks1800000004000 } from "../migrations/1800000004000-create-series-and-marks.ts";
import { CreateRolesAndRights1800000005000 } from "../migrations/1800000005000-create-roles-and-rights.ts";

/** Every migration of both homes, oldest first. */
const migrations = [
  CreatePlatform1800000000000,
  CreateOrganizations1800000001000,
  CreateLedger1800000002000,
  CreateDue1800000003000,
  CreateSeriesAndMarks1800000004000,
  CreateRolesAndRights1800000005000,
];

/** The migrations of these homes, oldest first. */
export function migrationsOf(homes: readonly Home[]): typeof migrations {
  return migrations.filter((Migration) => homes.includes(new Migration().home));
}
