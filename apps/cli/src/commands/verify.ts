import { instantIn } from "@scrip/contract/wire/time";
import type { BoundHead } from "@scrip/verify/read-beside";
import type { HeadList, ListToSign, SigningKey } from "@scrip/verify/signed-heads";
import type { VerifyTerms } from "@scrip/verify/verify-terms";
import type { Command } from "commander";
import { cellUrlsOf } from "../cell-urls.ts";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { homeUrlsOf } from "../home-urls.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { requireNew } from "../verify/files.ts";
import { noteVerify } from "../verify/last-run.ts";
import { asJson, inWords, type VerifyReport } from "../verify/report.ts";
import { readKey, readList, requirePrivate, writeList } from "../verify/signed-list.ts";
import { organizationId } from "./key-arguments.ts";
import { unreachable } from "./with-owner.ts";

type Run = Pick<VerifyTerms, "orgIds" | "heads" | "serviceKeys" | "platformAudit" | "since">;

interface VerifyOptions {
  readonly org?: readonly string[];
  readonly since?: string;
  readonly against?: string;
  readonly sign?: string;
  readonly key?: string;
  readonly json?: true;
}

/** The options of one run, with their files read and checked. */
interface VerifyRequest {
  readonly since: { readonly text: string; readonly from: number | "heads" } | null;
  readonly list: HeadList | null;
  readonly key: SigningKey | null;
}

export function addVerify(program: Command, console: Console): void {
  program
    .command("verify")
    .summary("replay the ledger and report every invariant that does not hold")
    .description(
      "Replays the ledger from its entries and reports every invariant that does not hold. It only reads, and it\n" +
        "can run while the system is in use. docs/proof.md says what a run proves, and what it does not.\n" +
        "The database is VERIFY_DATABASE_URL, else DATABASE_URL, else that of a running `npm start`. With SCRIP_CELLS it\n" +
        "checks all cells and the platform, and needs every cell; with --org only those where the organizations live.\n" +
        "Exit code: 0 if all invariants hold, 1 if one does not, 2 if the command could not run.",
    )
    .option("--org <id>", "check only this organization; can be given several times", severalOrganizations)
    .option(
      "--since <when>",
      "check only the entries since an instant such as 2026-01-01T00:00:00Z, or since a signed list (its file).\n" +
        "Earlier entries are summed as stored: their hashes and the single entries are not checked",
    )
    .option("--against <file>", "prove that nothing that this signed list covers has changed")
    .option("--sign <file>", "if all invariants hold, write a signed list of the heads to this new file")
    .option("--key <file>", "the Ed25519 key of signed lists (default: that of SCRIP_SIGNING_KEY_FILE)")
    .option("--json", "print one JSON object")
    .action((options: VerifyOptions) => verify(console, options));
}

function severalOrganizations(text: string, earlier: readonly string[] | undefined): string[] {
  return [...new Set([...(earlier ?? []), organizationId(text)])];
}

async function verify(console: Console, options: VerifyOptions): Promise<void> {
  refuseTogether(options);
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { roleUrls } = await import("@scrip/db/connection");
  const url = console.env.verifyDatabaseUrl ?? roleUrls(ownerDatabaseUrl(console.env)).verify;
  const report = await checked(console, url, options);
  console.out(options.json ? asJson(report) : inWords(report));
  if (options.org === undefined && options.since === undefined)
    noteVerify(console.env.stateDir, { at: Date.now(), ok: report.ok });
  if (report.ok) return;
  if (options.sign !== undefined) console.note(`Nothing was signed: ${options.sign} was not written.`);
  console.exitWith(1);
}

/** `--since` skips entries, and a run can neither compare nor sign for entries that it skips. */
function refuseTogether({ since, against, sign }: VerifyOptions): void {
  if (since === undefined) return;
  if (against !== undefined)
    throw new CouldNotRun(
      "--since skips the entries that --against checks. `--since FILE` finds the heads of a list and continues from them.",
    );
  if (sign !== undefined)
    throw new CouldNotRun(
      "--sign vouches for the whole ledger, and --since checks only a part of it: leave one of them out.",
    );
}

async function checked(console: Console, url: string, options: VerifyOptions): Promise<VerifyReport> {
  const { org: orgIds, against, sign } = options;
  const { since, list, key } = readRequest(options, console.env.signingKeyFile);
  const listed = list?.heads.filter((head) => orgIds?.includes(head.orgId) ?? true);
  const run = {
    ...(orgIds !== undefined && { orgIds }),
    ...(listed !== undefined && { heads: listed }),
    ...(list !== null && { serviceKeys: list.serviceKeys }),
    ...(list !== null && list.platformAudit !== null && { platformAudit: list.platformAudit }),
    ...(since !== null && { since: since.from }),
  };
  const { result, toSign } = await verifyDatabase(console, url, run, sign !== undefined);
  if (result.ok && orgIds !== undefined && result.organizations < orgIds.length)
    throw new CouldNotRun(`Only ${result.organizations} of the ${orgIds.length} organizations exist.`);
  const isSigned = sign !== undefined && key !== null && toSign !== null;
  if (isSigned) writeList(sign, toSign, key);
  return {
    ...result,
    since: since?.text ?? null,
    against: against === undefined || list === null ? null : { file: against, at: list.at, heads: listed?.length ?? 0 },
    signed: isSigned ? { file: sign, heads: toSign.heads.length, key: key.fingerprint } : null,
  };
}

function readRequest({ since, against, sign, key }: VerifyOptions, keyOfEnv: string | undefined): VerifyRequest {
  const instant = since === undefined ? undefined : instantIn.safeParse(since).data;
  const file = against ?? (instant === undefined ? since : undefined);
  const signingKey = file === undefined && sign === undefined ? null : readKey(key ?? keyOfEnv);
  if (sign !== undefined && signingKey !== null) {
    requirePrivate(signingKey);
    requireNew(sign);
  }
  return {
    since: since === undefined ? null : { text: since, from: instant ?? "heads" },
    list: file === undefined || signingKey === null ? null : readList(file, signingKey),
    key: signingKey,
  };
}

/** @returns the result, and what a list of it has if it is to be signed and nothing was found */
async function verifyDatabase({ env, showProgress }: Console, url: string, run: Run, isToSign: boolean) {
  const { checkVerifyCells } = await import("@scrip/db/boot");
  const { openVerifyCells } = await import("@scrip/db/schema");
  const { readRowsToSign } = await import("@scrip/verify/read-beside");
  const { verifyCells } = await import("@scrip/verify/verify-ledger");
  const cells = await cellUrlsOf(env, url);
  // Without cells, the platform is checked if it is in the same database.
  const homes = openVerifyCells(cells === undefined ? { organizations: url } : await homeUrlsOf(env, url));
  const progress = showProgress("verify", 1);
  let done = 0;
  const heads: BoundHead[] = [];
  let platformAudit: ListToSign["platformAudit"] = null;
  try {
    if (cells !== undefined) await checkVerifyCells(homes);
    const result = await verifyCells(homes, {
      ...run,
      onHead: (head) => heads.push(head),
      onPlatformAudit: (head) => {
        platformAudit = head;
      },
      onProgress: ({ entries, entriesInAll }) => {
        progress.setTotal(Math.max(entries, entriesInAll));
        progress.advance(entries - done);
        done = entries;
      },
    });
    const rows = isToSign && result.ok ? await readRowsToSign(homes, heads) : null;
    return { result, toSign: rows && { ...rows, platformAudit } };
  } catch (error) {
    throw whyNot(url, error);
  } finally {
    progress.stop();
    await homes.close();
  }
}

/** The errors of a cell and of its settings name it. */
function whyNot(url: string, error: unknown): CouldNotRun {
  const { name, message } = error as Error;
  if (name === "CellError" || name === "StartupError") return new CouldNotRun(`${message}. Nothing was proved.`);
  return unreachable(url, error);
}
