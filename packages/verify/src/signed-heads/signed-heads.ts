import { sign, verify } from "node:crypto";
import type { Head } from "../head.ts";
import { type SigningKey, SigningKeyError } from "./signing-key.ts";

/** The name of the format below. A changed format gets a new name; existing lists keep the old one. */
export const HEADS_FORM = "scrip.heads/1";

/** A list that cannot be trusted: damaged, forged, or signed with another key. The message says which. */
export class SignedHeadsError extends Error {
  override readonly name = "SignedHeadsError";
}

/** A list of heads, with the time when it was written. */
export interface HeadList {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly heads: readonly Head[];
}

const HEADER = /^(\S+) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) (0|[1-9]\d{0,14})$/;
const HEAD = /^org_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (0|[1-9]\d{0,14}) ([0-9a-f]{64})$/;
const SIGNATURE = /^ed25519 ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)$/;

/**
 * Writes a list of heads as text and signs it:
 *
 *     scrip.heads/1 2026-11-22T07:00:00.000Z 2
 *     org_0199... 12 3f5c...
 *     org_019a... 0 0000...
 *     ed25519 <fingerprint of the key> <signature, base64>
 *
 * The first line has the format's name, the instant and the number of heads. Each head has the organization,
 * the number of its last entry and that entry's hash. Each line ends with a line feed. The signature is
 * Ed25519 over all bytes before the last line.
 * @throws SigningKeyError without a private key
 */
export function signHeads({ at, heads }: HeadList, { privateKey, fingerprint }: SigningKey): string {
  if (privateKey === null) throw new SigningKeyError("it is the public half, which can check and not sign");
  const sorted = heads.toSorted((a, b) => (a.orgId < b.orgId ? -1 : 1));
  const lines = [
    `${HEADS_FORM} ${new Date(at).toISOString()} ${heads.length}`,
    ...sorted.map(({ orgId, seq, hash }) => `org_${orgId} ${seq} ${hash}`),
  ];
  const signed = `${lines.join("\n")}\n`;
  const signature = sign(null, Buffer.from(signed), privateKey).toString("base64");
  return `${signed}ed25519 ${fingerprint} ${signature}\n`;
}

/**
 * Reads a signed list of heads, and accepts it only if the key signed every byte of it.
 * @throws SignedHeadsError with the reason why the list is refused
 */
export function readSignedHeads(text: string, key: SigningKey): HeadList {
  const [header = "", ...lines] = text.split("\n");
  const [form, at, count] = matched(HEADER, header, "its first line is not that of a list of heads");
  if (form !== HEADS_FORM) throw new SignedHeadsError(`its form is "${form}"; this version reads ${HEADS_FORM}`);
  if (lines.pop() !== "") throw new SignedHeadsError("it is cut off: its last line has no end");
  const [fingerprint, signature = ""] = matched(
    SIGNATURE,
    lines.pop() ?? "",
    "it is cut off: its last line is no signature",
  );
  if (fingerprint !== key.fingerprint)
    throw new SignedHeadsError(`it was signed with the key ${fingerprint}; the key given is ${key.fingerprint}`);
  const signed = Buffer.from(`${[header, ...lines].join("\n")}\n`);
  const bytes = Buffer.from(signature, "base64");
  // Several base64 texts decode to the same bytes; only the canonical one is accepted.
  if (bytes.toString("base64") !== signature || !verify(null, signed, key.publicKey, bytes))
    throw new SignedHeadsError("its signature is not right: it was changed after it was signed, or it is forged");
  const heads = lines.map((line, index) => readHead(line, `line ${index + 2}`));
  if (heads.length !== Number(count))
    throw new SignedHeadsError(`it has ${heads.length} heads, but its first line says ${count}`);
  return { at: Date.parse(at ?? ""), heads };
}

function readHead(line: string, where: string): Head {
  const [orgId = "", seq, hash = ""] = matched(HEAD, line, `${where} is not a head`);
  return { orgId, seq: Number(seq), hash };
}

function matched(pattern: RegExp, line: string, problem: string): string[] {
  const found = pattern.exec(line);
  if (found === null) throw new SignedHeadsError(problem);
  return found.slice(1);
}
