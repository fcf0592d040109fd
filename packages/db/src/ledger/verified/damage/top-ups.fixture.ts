import { changed, type Damage, damage } from "./damage.fixture.ts";
import type { Seed } from "./seed.fixture.ts";

const topped = ({ topped: org }: Seed): string => `org_id = '${org}'`;
const parked = (seed: Seed): string => `${topped(seed)} AND state = 'parked'`;

export const TOP_UPS: readonly Damage[] = [
  changed("organizations", "topup_below = 1", topped),
  changed("organizations", "topup_below = NULL", topped),
  changed("top_ups", "state = 'off'", topped),
  changed("top_ups", "state = 'rests', until = now()", topped),
  changed("top_ups", "threshold = threshold - 10000", topped),
  changed("payment_attempts", "day_cap = net - 1", parked),
  changed("payment_attempts", "month_cap = net - 1", parked),
  damage(
    "payment_attempts: two automatic ones are open",
    (seed) => `UPDATE payment_attempts SET state = 'unknown', ended_at = NULL WHERE ${topped(seed)}`,
  ),
];
