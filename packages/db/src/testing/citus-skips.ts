/** A test that does not run on Citus. */
export interface CitusSkip {
  /** The file, or the folder of files, from the root of the repository. */
  readonly path: string;
  /** The beginning of the test's name with those of its groups; all tests of the file, if not given. */
  readonly test?: string;
  readonly why: string;
}

const PLANTS = "plants a trigger or another object on the node; Citus takes them on the coordinator only";
const OWN_SERVER = "starts a PostgreSQL of its own";
const ONE_POOL = "opens both homes at one address";
const FOR_PLAIN = "checks how plain PostgreSQL stores or plans the rows";

const LEDGER = "packages/db/src/ledger";

/** With `SCRIP_CITUS_URL`, the project `int` runs the tests of these folders. */
export const CITUS_FOLDERS = [
  LEDGER,
  "packages/db/src/cells/citus-address",
  "packages/db/src/boot/citus",
  "packages/db/src/boot/add-cell-on-citus",
];

/** The tests of these folders that do not run there, and why. A run prints the list. */
const CITUS_SKIPS: readonly CitusSkip[] = [
  { path: `${LEDGER}/killed-postgres.int.test.ts`, why: OWN_SERVER },
  { path: `${LEDGER}/write/place-of.int.test.ts`, why: PLANTS },
  { path: `${LEDGER}/batch-role.int.test.ts`, why: PLANTS },
  { path: `${LEDGER}/model/failed-tries.int.test.ts`, why: PLANTS },
  { path: `${LEDGER}/group-commit.int.test.ts`, test: "C15 a transient error", why: PLANTS },
  { path: `${LEDGER}/group-commit.int.test.ts`, test: "a poisoned command", why: PLANTS },
  { path: `${LEDGER}/ledger.int.test.ts`, test: "group commit an organization whose rows", why: PLANTS },
  { path: `${LEDGER}/inline-postings.int.test.ts`, test: "a settle of a running job updates its row", why: FOR_PLAIN },
  {
    path: `${LEDGER}/keys.int.test.ts`,
    test: "an idempotency key L12 L13 is the id",
    why: "expects the name of a key; a shard's key has another name",
  },
  { path: `${LEDGER}/verified/failed-reads.int.test.ts`, test: "fails the whole run", why: PLANTS },
  {
    path: `${LEDGER}/verified/damage/`,
    why: "damages tables and their definitions; Citus takes that on the coordinator only",
  },
  { path: `${LEDGER}/verified/heads.int.test.ts`, why: ONE_POOL },
  { path: `${LEDGER}/verified/taken-back.int.test.ts`, why: ONE_POOL },
  { path: `${LEDGER}/verified/verify.int.test.ts`, why: `${ONE_POOL}, and damages rows` },
  { path: `${LEDGER}/verified/usage-verified.int.test.ts`, why: ONE_POOL },
  { path: `${LEDGER}/verified/read-keys-plan.int.test.ts`, why: FOR_PLAIN },
];

/** What a run prints: each skipped file or test with its reason. */
export function citusSkipLines(): string[] {
  return CITUS_SKIPS.map(({ path, test, why }) => `  ${path}${test === undefined ? "" : `: ${test} ...`} (${why})`);
}

/** The files of which no test runs on Citus. */
export const CITUS_EXCLUDED = CITUS_SKIPS.filter(({ test }) => test === undefined).map(({ path }) =>
  path.endsWith("/") ? `${path}**` : path,
);

/** Why a test does not run on Citus; `undefined` if it runs. */
export function citusSkip(path: string, name: string): string | undefined {
  return CITUS_SKIPS.find((skip) => skip.test !== undefined && path.endsWith(skip.path) && name.startsWith(skip.test))
    ?.why;
}
