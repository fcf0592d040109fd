import { changed, type Damage, damage, doubled, invented, NOWHERE, removed } from "./damage.fixture.ts";
import type { Seed } from "./seed.fixture.ts";

const purchase = ({ org, purchase: id }: Seed): string => `org_id = '${org}' AND id = '${id}'`;
const promotional = ({ org, promotional: id }: Seed): string => `org_id = '${org}' AND id = '${id}'`;
const refund = ({ org }: Seed): string =>
  `org_id = '${org}' AND id = (SELECT min(id::text)::uuid FROM grants WHERE org_id = '${org}' AND charge_id IS NOT NULL)`;
const pending = ({ org, pending: id }: Seed): string => `org_id = '${org}' AND id = '${id}'`;
const issued = ({ org, issued: id }: Seed): string => `org_id = '${org}' AND id = '${id}'`;
const due = (kind: string, name: "pending" | "promotional" | "openHold" | "runningHold") => (seed: Seed) =>
  `org_id = '${seed.org}' AND kind = '${kind}' AND ref_id = '${seed[name]}'`;
const real = ({ real: org }: Seed): string => `org_id = '${org}'`;
const ISSUE = due("issue_grant", "pending");
const openHold = ({ org, openHold: id }: Seed): string => `org_id = '${org}' AND id = '${id}'`;
const hold = (name: "settledHold" | "voidedHold" | "expiredHold" | "runningHold") => (seed: Seed) =>
  `org_id = '${seed.org}' AND id = '${seed[name]}'`;
const slice = ({ org, openHold: id }: Seed): string => `org_id = '${org}' AND hold_id = '${id}'`;
const debt = ({ life }: Seed): string => `org_id = '${life.org}' AND id = '${life.secondDebt}'`;
const MINTED = { amount: 1_000_000_000_000 };

export const CREDIT: readonly Damage[] = [
  changed("grants", "source = 'plan'", purchase),
  changed("grants", "kind = 'promotional'", purchase),
  changed("grants", "amount = amount + 1000000, avail = avail + 1000000", purchase),
  changed("grants", "effective_at = effective_at + interval '1 ms'", purchase),
  changed("grants", "expires_at = expires_at + interval '100 days'", promotional),
  changed("grants", "expires_at = NULL", promotional),
  changed("grants", "effective_at = 'infinity'", purchase),
  changed("grants", "business_key = 'another'", purchase),
  ...["avail", "held", "spent", "expired", "revoked", "legs"].map((name) =>
    changed("grants", `${name} = ${name} + 1`, purchase),
  ),
  changed("grants", "is_open = NOT is_open", purchase),
  changed("grants", "amount = NULL", purchase),
  changed("grants", `charge_id = '${NOWHERE}'`, refund),
  changed("grants", `charge_id = NULL, debt_id = '${NOWHERE}'`, refund),
  changed("grants", `charge_id = '${NOWHERE}'`, purchase),
  removed("grants", "a grant", purchase),
  doubled("grants", purchase),
  invented("grants", "a grant", () => ({ id: NOWHERE, business_key: "forged" }), purchase),

  changed("scheduled_grants", "source = 'code'", pending),
  changed("scheduled_grants", "kind = 'paid'", pending),
  changed("scheduled_grants", "amount = 1000000000000", pending),
  changed("scheduled_grants", "effective_at = effective_at - interval '90 days'", pending),
  changed("scheduled_grants", "expires_at = NULL", pending),
  changed("scheduled_grants", "business_key = 'another'", pending),
  changed("scheduled_grants", "issued = true", pending),
  changed("scheduled_grants", "cancelled = true", pending),
  changed("scheduled_grants", "issued = false", issued),
  changed("scheduled_grants", "issued = false, cancelled = true", issued),
  changed("scheduled_grants", "cancelled = false", ({ org, cancelled }) => `org_id = '${org}' AND id = '${cancelled}'`),
  changed("scheduled_grants", "amount = amount + 1", issued),
  removed("scheduled_grants", "a pending grant", pending),
  removed("scheduled_grants", "an issued grant", issued),
  damage(
    "scheduled_grants: a pending grant is gone with its due row",
    (seed) => `DELETE FROM scheduled_grants WHERE ${pending(seed)}; DELETE FROM due WHERE ${ISSUE(seed)}`,
  ),
  doubled("scheduled_grants", pending),
  invented("scheduled_grants", "a grant", () => ({ ...MINTED, id: NOWHERE, business_key: "forged" }), pending),
  damage(
    "scheduled_grants: $1,000,000 is invented with its due row",
    (seed) => `INSERT INTO scheduled_grants SELECT (jsonb_populate_record(t,
          '${JSON.stringify({ ...MINTED, id: NOWHERE, business_key: "forged" })}')).* FROM scheduled_grants t WHERE ${pending(seed)};
      INSERT INTO due SELECT (jsonb_populate_record(t, '{"ref_id": "${NOWHERE}"}')).* FROM due t WHERE ${ISSUE(seed)}`,
  ),

  removed("due", "the issue of a grant", ISSUE),
  removed("due", "the expiry of a grant", due("expire_grant", "promotional")),
  removed("due", "the end of a hold", due("expire_hold", "openHold")),
  removed("due", "the silence of a job", due("expire_hold", "runningHold")),
  changed("due", "due_at = due_at - interval '90 days'", ISSUE),
  changed("due", "due_at = due_at + interval '90 days'", ISSUE),
  changed("due", "due_at = due_at + interval '1 ms'", due("expire_grant", "promotional")),
  changed("due", "due_at = due_at + interval '90 days'", due("expire_hold", "openHold")),
  changed("due", "due_at = 'infinity'", ISSUE),
  changed("due", "on_test_clock = false", ISSUE),
  changed("due", "on_test_clock = true", real),
  changed("due", "kind = 'expire_grant'", ISSUE),
  changed("due", "kind = 'gift'", ISSUE),
  changed("due", `ref_id = '${NOWHERE}'`, ISSUE),
  changed("due", "parked_at = now(), problem = 'p'", ISSUE),
  changed("due", "parked_at = now(), problem = 'p', tries = 2", ISSUE),
  changed("due", "parked_at = now(), tries = 5, problem = NULL", ISSUE),
  changed("due", "tries = -1", ISSUE),
  changed("due", "tries = 5, problem = 'p'", ISSUE),
  changed("due", `org_id = '${NOWHERE}'`, ISSUE),
  doubled("due", ISSUE),
  invented("due", "the issue of an issued grant", ({ issued: id }) => ({ ref_id: id }), ISSUE),
  invented("due", "the end of a closed hold", ({ voidedHold }) => ({ kind: "expire_hold", ref_id: voidedHold }), ISSUE),
  invented(
    "due",
    "the expiry of a grant without one",
    (seed) => ({ kind: "expire_grant", ref_id: seed.purchase }),
    ISSUE,
  ),

  changed("holds", "state = 'voided'", openHold),
  changed("holds", "state = 'open'", hold("voidedHold")),
  changed("holds", "state = 'open'", hold("settledHold")),
  changed("holds", "state = 'expired'", hold("voidedHold")),
  changed("holds", "state = 'voided'", hold("settledHold")),
  changed("holds", "state = 'settled'", hold("voidedHold")),
  changed("holds", "state = 'voided'", hold("expiredHold")),
  changed("holds", "state = 'lost'", openHold),
  changed("holds", "amount = amount + 1", openHold),
  changed("holds", "amount = NULL", openHold),
  changed("holds", "silent_at = silent_at + interval '100 days'", openHold),
  changed("holds", "silent_at = NULL", openHold),
  changed("holds", "silent_at = NULL", hold("runningHold")),
  changed("holds", "silent_at = silent_at - interval '1 hour'", hold("runningHold")),
  changed("holds", "legs = legs + 1", openHold),
  damage(
    "holds: a hold belongs to a job",
    (seed) => `UPDATE holds SET job_id = '${seed.jobs.paused}' WHERE ${openHold(seed)}`,
  ),
  changed("holds", "job_id = NULL", hold("runningHold")),
  removed("holds", "a hold", hold("settledHold")),
  doubled("holds", openHold),
  invented("holds", "a hold", () => ({ id: NOWHERE }), openHold),
  invented("holds", "a closed hold", () => ({ id: NOWHERE, legs: 0 }), hold("voidedHold")),
  ...["reserved", "open", "settled", "released"].map((name) => changed("hold_slices", `${name} = ${name} + 1`, slice)),
  changed("hold_slices", `hold_id = '${NOWHERE}'`, slice),
  changed("hold_slices", `grant_id = '${NOWHERE}'`, slice),
  removed("hold_slices", "a slice", slice),
  doubled("hold_slices", slice),
  invented("hold_slices", "a slice", ({ purchase: id }) => ({ grant_id: id }), slice),
  invented(
    "hold_slices",
    "a slice of nothing",
    ({ pending: id }) => ({ grant_id: id, reserved: 0, open: 0, settled: 0, released: 0 }),
    slice,
  ),

  ...["amount", "open", "paid", "forgiven", "seq"].map((name) => changed("debts", `${name} = ${name} + 1`, debt)),
  changed("debts", "is_open = NOT is_open", debt),
  changed("debts", "charge_id = NULL", debt),
  changed("debts", `charge_id = '${NOWHERE}'`, debt),
  damage(
    "debts: a debt names a grant",
    ({ life }) =>
      `UPDATE debts SET grant_id = '${life.purchase}' WHERE org_id = '${life.org}' AND id = '${life.secondDebt}'`,
  ),
  removed("debts", "a debt", debt),
  doubled("debts", debt),
  invented("debts", "a debt", () => ({ id: NOWHERE }), debt),
  invented("debts", "a paid debt", () => ({ id: NOWHERE, open: 0, paid: 3_000_000, is_open: false }), debt),
];
