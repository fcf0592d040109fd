import type pg from "pg";
import {
  areNamed,
  CellError,
  cellsOf,
  inCell,
  livesHere,
  ofCell,
  type Place,
  placesOf,
  type VerifyCells,
} from "./cells.ts";
import { checkBeside, checkSignedServiceKeys } from "./check-beside.ts";
import { checkDatabase } from "./check-database.ts";
import { checkHomes } from "./check-homes.ts";
import { type Finding, Findings } from "./finding.ts";
import { readRows, text, whole } from "./read.ts";
import { checkPlatformAudit } from "./read-audit.ts";
import { readBeside, readSignedServiceKeys } from "./read-beside.ts";
import { readStrays } from "./read-strays.ts";
import { type Listed, Run } from "./run.ts";
import type { VerifyTerms } from "./verify-terms.ts";

/** A run over one database. */
export interface VerifyOptions extends VerifyTerms {
  /** A pool of the role `scrip_verify`, with at least two connections. Verification only reads. */
  readonly pool: pg.Pool;
  /** A pool of the same role in the platform's home, if that is not in the schema of the organizations' home. */
  readonly platform?: pg.Pool;
  /**
   * Checks the organizations of `orgIds` although their rows say that they live in another cell: a copy that is about to
   * go live.
   */
  readonly includeMoved?: true;
}

/** The result of a verification; `ok` if there is no finding. */
export interface VerifyResult {
  readonly ok: boolean;
  readonly organizations: number;
  /** The number of replayed entries. */
  readonly entries: number;
  readonly findings: Finding[];
}

/** So often a run follows organizations that move from cell to cell while it reads. */
const MOST_ROUNDS = 4;

/**
 * Replays the ledger from its entries and reports violated invariants, with code independent of the writer's.
 * It works on live data: one snapshot reads an organization's head and its mutable rows, then short reads
 * walk the entries up to that head.
 * @throws the reason of the aborted signal
 * @source docs/rules.md#verify; docs/proof.md
 */
export function verifyLedger({ pool, platform = pool, includeMoved, ...terms }: VerifyOptions): Promise<VerifyResult> {
  const cell = { name: null, pool };
  const arrived = includeMoved === true ? (terms.orgIds ?? []) : [];
  return verify({ cells: [cell], platform }, terms, async () => [{ ...cell, arrived }]);
}

/**
 * Replays the ledgers of all cells, as `verifyLedger` does for one database, then what belongs together: an organization
 * lives in one cell, the platform is checked once against all cells. An organization that moves meanwhile is checked where
 * it lives then.
 * @throws CellError if a cell cannot be read
 * @source docs/proof.md#several-cells
 */
export async function verifyCells(homes: VerifyCells, terms: VerifyTerms): Promise<VerifyResult> {
  if (terms.orgIds === undefined) await requireListed(homes);
  const asked = terms.orgIds === undefined ? homes : await homesOf(homes, terms.orgIds);
  return verify(asked, terms, async () => (await placesOf(asked)).cells);
}

/** @throws CellError if the platform lists a cell whose address is not given: nothing is known about its organizations */
async function requireListed({ cells, platform }: VerifyCells): Promise<void> {
  if (!areNamed(cells)) return;
  const given = new Set(cells.map(({ name }) => name));
  for (const [listed] of await readRows(platform, "SELECT name FROM cells ORDER BY name", []))
    if (!given.has(text(listed)))
      throw new CellError(text(listed), new Error("the platform lists it, and its address is not in SCRIP_CELLS"));
}

/** The cells where some organizations live; all cells if the directory is wrong. So a run needs no cell of others. */
async function homesOf(homes: VerifyCells, orgIds: readonly string[]): Promise<VerifyCells> {
  if (!areNamed(homes.cells)) return homes;
  const said = { ...homes, cells: await cellsOf(homes, orgIds) };
  const listed = await listOrganizations((await placesOf(said)).cells, orgIds);
  return listed.length < orgIds.length ? homes : said;
}

async function verify(
  homes: VerifyCells,
  terms: VerifyTerms,
  readPlaces: () => Promise<readonly Place[]>,
): Promise<VerifyResult> {
  const run = new Run(terms);
  const findings: Finding[] = [];
  const found = new Set<string>();
  for (let round = 1; round <= (areNamed(homes.cells) ? MOST_ROUNDS : 1); round += 1) {
    const listed = await listOrganizations(await readPlaces(), terms.orgIds ?? null);
    const left = listed.filter(({ orgId }) => !run.checked.has(orgId));
    if (left.length === 0) break;
    for (const { orgId } of left) found.add(orgId);
    findings.push(...(await run.check(left)));
  }
  const { checked, progress } = run;
  const isWhole = terms.orgIds === undefined;
  if (areNamed(homes.cells)) findings.push(...unchecked(found, checked));
  findings.push(
    ...missingOrganizations(terms, checked),
    ...(terms.since === undefined ? await signedRows(homes, terms, checked) : []),
    ...(isWhole ? [...(await strayRows(homes)), ...(await wholeDatabase(homes, terms))] : []),
  );
  return {
    ok: findings.length === 0,
    organizations: progress.organizationsDone,
    entries: progress.entries,
    findings,
  };
}

const ORGANIZATIONS = `
  SELECT o.org_id, o.seq FROM organizations o
  WHERE ($2::uuid[] IS NULL OR o.org_id = ANY ($2)) AND ${livesHere("o")} ORDER BY o.org_id`;

async function listOrganizations(places: readonly Place[], orgIds: readonly string[] | null): Promise<Listed[]> {
  const lists = await Promise.all(
    places.map(async (place) => {
      const rows = await ofCell(place, () => readRows(place.pool, ORGANIZATIONS, [place.arrived, orgIds]));
      return rows.map(([orgId, seq]) => ({ orgId: text(orgId), seq: whole(seq), place }));
    }),
  );
  return lists.flat();
}

/** L36: organizations that were not where they had just been listed, at each try. */
function unchecked(found: ReadonlySet<string>, checked: ReadonlyMap<string, unknown>): Finding[] {
  return [...found]
    .filter((orgId) => !checked.has(orgId))
    .map((orgId) => ({
      invariant: "L36",
      orgId,
      rows: [`organization ${orgId}`],
      message: "it moved from cell to cell whenever the run came to it, so it was not checked: run again",
    }));
}

/** L11: known heads of organizations that no longer exist. */
function missingOrganizations({ heads = [], orgIds }: VerifyTerms, known: ReadonlyMap<string, unknown>): Finding[] {
  const missing = heads.filter(({ orgId }) => !known.has(orgId) && (orgIds?.includes(orgId) ?? true));
  return missing.map(({ orgId, seq }) => ({
    invariant: "L11",
    orgId,
    rows: [`organization ${orgId}`],
    message: `the signed list has this organization, with ${seq} entries; it does not exist`,
  }));
}

/** L13, L28: rows beside the chain that are not those of the signed list. */
async function signedRows(
  homes: VerifyCells,
  { orgIds, heads = [], serviceKeys = [] }: VerifyTerms,
  checked: ReadonlyMap<string, string | null>,
): Promise<Finding[]> {
  const signed = heads.flatMap(({ orgId, beside }) => {
    const cell = checked.get(orgId);
    return beside === undefined || cell === undefined ? [] : [{ orgId, beside, cell }];
  });
  const bounds = signed.map(({ orgId, beside, cell }) => ({ orgId, before: beside.keys.before, cell }));
  const found = await readBeside(homes, bounds);
  const ofOrganizations = signed.flatMap(({ orgId, beside }) => {
    const findings = new Findings(orgId);
    const now = found.get(orgId);
    if (now !== undefined) checkBeside(orgId, beside, now, findings.report);
    return findings.all();
  });
  const ofPlatform = new Findings(null);
  if (orgIds === undefined && serviceKeys.length > 0)
    checkSignedServiceKeys(serviceKeys, await readSignedServiceKeys(homes.platform), ofPlatform.report);
  return [...ofOrganizations, ...ofPlatform.all()];
}

/** The findings about the platform, and about the rights, triggers and functions of the databases. */
async function wholeDatabase(homes: VerifyCells, terms: VerifyTerms): Promise<Finding[]> {
  const ofPlatform = new Findings(null);
  await checkHomes(homes, ofPlatform.report);
  const ofDatabase = new Findings(null);
  await checkDatabase(homes, ofDatabase.report);
  return [...ofPlatform.all(), ...(await platformAudit(homes, terms)), ...ofDatabase.all()];
}

/** L32: the audit log of the platform. */
async function platformAudit(
  { platform }: VerifyCells,
  { platformAudit: known, onPlatformAudit }: VerifyTerms,
): Promise<readonly Finding[]> {
  const audit = await checkPlatformAudit(platform, known);
  if (audit === null) return [];
  if (audit.findings.length === 0) onPlatformAudit?.(audit.head);
  return audit.findings;
}

/** L28: rows whose organization does not exist. */
async function strayRows({ cells }: VerifyCells): Promise<Finding[]> {
  const found = await Promise.all(
    cells.map(async (cell) =>
      (await ofCell(cell, () => readStrays(cell.pool))).map((stray) => ({ ...stray, cell: cell.name })),
    ),
  );
  return found.flat().map(({ orgId, table, cell }) => ({
    invariant: "L28",
    orgId,
    rows: [`organization ${orgId}`, table, ...inCell(cell)],
    message: `${table} has rows of an organization that does not exist`,
  }));
}
