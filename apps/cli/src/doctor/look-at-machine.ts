import { readFileSync } from "node:fs";
import { readSigningKey } from "@scrip/verify/signed-heads";
import type { Env } from "../env.ts";
import { readLastVerify } from "../verify/last-run.ts";
import { type Finding, fault, inWords, looked, ok, skipped, warning } from "./finding.ts";

/** Verify runs each night. */
const VERIFIED_S = 36 * 3_600;
const LEAST_NODE = 22;

/** Looks at this machine: Node, the signing key, and the last proof of the books. */
export async function lookAtMachine(env: Env, now: () => number): Promise<readonly Finding[]> {
  return [
    node(process.versions.node),
    await looked("signing key", async () => signingKey(env)),
    lastVerify(env, now()),
  ];
}

function node(version: string): Finding {
  if (Number.parseInt(version, 10) >= LEAST_NODE) return ok("Node", `Version ${version}.`);
  return fault("Node", `Version ${version} is too old.`, `Install Node ${LEAST_NODE} or newer.`);
}

function signingKey({ signingKeyFile: file }: Env): Finding {
  if (file === undefined)
    return skipped("signing key", "SCRIP_SIGNING_KEY_FILE is not set, so no list of heads is signed.");
  try {
    const { privateKey } = readSigningKey(readFileSync(file, "utf8"));
    return ok(
      "signing key",
      privateKey === null ? `The key in ${file} can check lists.` : `The key in ${file} can sign lists.`,
    );
  } catch (error) {
    return fault(
      "signing key",
      `The key in ${file} cannot be used: ${(error as Error).message}`,
      "Make one: scrip signing-key FILE.",
    );
  }
}

function lastVerify({ stateDir }: Env, now: number): Finding {
  const about = "last verify";
  if (stateDir === undefined)
    return skipped(about, "SCRIP_STATE_DIR is not set, so no run of scrip verify is remembered.");
  const last = readLastVerify(stateDir);
  const advice = "Run scrip verify each night, with SCRIP_STATE_DIR.";
  if (last === null) return warning(about, "No run of scrip verify is remembered.", advice);
  const seconds = (now - last.at) / 1_000;
  if (!last.ok)
    return fault(
      about,
      `The run ${inWords(seconds)} ago found entries that do not add up.`,
      "Run scrip verify, and read docs/proof.md.",
    );
  const says = `It was clean ${inWords(seconds)} ago.`;
  return seconds > VERIFIED_S ? warning(about, says, advice) : ok(about, says);
}
