import { sign, verify } from "node:crypto";
import type { ChainHead, SignedHead, SignedServiceKey } from "../head.ts";
import { type SigningKey, SigningKeyError } from "./signing-key.ts";

/** The name of the format below. A changed format gets a new name; existing lists keep the old one. */
const HEADS_FORM = "scrip.heads/3";
/** The form without audit logs. It is only read. */
const SECOND_FORM = "scrip.heads/2";
/** The form that also has neither rows beside the heads nor service keys. It is only read. */
const FIRST_FORM = "scrip.heads/1";
const FORMS = [HEADS_FORM, SECOND_FORM, FIRST_FORM];

/** A list that cannot be trusted: damaged, forged, or signed with another key. The message says which. */
export class SignedHeadsError extends Error {
  override readonly name = "SignedHeadsError";
}

/** A list of heads, with the time when it was written. */
export interface HeadList {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly heads: readonly SignedHead[];
  /** None in a list of the first form. */
  readonly serviceKeys: readonly SignedServiceKey[];
  /** The head of the platform's audit log. `null` in earlier forms, or if the platform's home was not checked. */
  readonly platformAudit: ChainHead | null;
}

/** A list that can be signed: it has the rows beside each head, and the audit logs. */
export interface ListToSign extends HeadList {
  readonly heads: readonly Required<SignedHead>[];
}

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const COUNT = "0|[1-9]\\d{0,14}";
const HASH = "[0-9a-f]{64}";
const HEADER = new RegExp(`^(\\S+) (\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z) (${COUNT})(?: (${COUNT}))?$`);
const FIRST_HEAD = new RegExp(`^org_(${ID}) (${COUNT}) (${HASH})$`);
const SECOND_HEAD = new RegExp(`^org_(${ID}) (${COUNT}) (${HASH}) (-|${HASH}) (-?(?:${COUNT})) (${COUNT}) (${HASH})$`);
const HEAD = new RegExp(`${SECOND_HEAD.source.slice(0, -1)} (${COUNT}) (${HASH})$`);
const PLATFORM_AUDIT = new RegExp(`^platform_audit (${COUNT}) (${HASH})$`);
const SERVICE_KEY = new RegExp(`^key_(${ID}) (${HASH}) (-|${COUNT})$`);
const SIGNATURE = /^ed25519 ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)$/;

/**
 * Writes a list of heads as text and signs it:
 *
 *     scrip.heads/3 2026-11-22T07:00:00.000Z 2 1
 *     org_0199... 12 3f5c... 77d0... 1795330800000 3 0b1e... 7 c41d...
 *     org_019a... 0 0000... 4c21... 0 0 e3b0... 0 0000...
 *     key_019b... 91aa... -
 *     platform_audit 41 5d07...
 *     ed25519 <fingerprint of the key> <signature, base64>
 *
 * The first line has the format's name, the instant, the number of heads and the number of service keys. Each head has
 * the organization, the number of its last entry and that entry's hash; then the hash of its registration, and the
 * instant before which its keys without an entry are covered, their number and their hash; at last the number and the
 * hash of the last entry of its audit log. Each service key has its id, its hash and the instant when it was revoked. The
 * line of the platform's audit log has the number and the hash of its last entry. Each line ends with a line feed. The
 * signature is Ed25519 over all bytes before the last line.
 * @throws SigningKeyError without a private key
 */
export function signHeads(list: ListToSign, { privateKey, fingerprint }: SigningKey): string {
  const { at, heads, serviceKeys, platformAudit } = list;
  if (privateKey === null) throw new SigningKeyError("it is the public half, which can check and not sign");
  const sorted = heads.toSorted((a, b) => (a.orgId < b.orgId ? -1 : 1));
  const lines = [
    `${HEADS_FORM} ${new Date(at).toISOString()} ${heads.length} ${serviceKeys.length}`,
    ...sorted.map(({ orgId, seq, hash, beside: { registration, keys }, audit }) =>
      [
        `org_${orgId} ${seq} ${hash}`,
        `${registration ?? "-"} ${keys.before} ${keys.count} ${keys.hash}`,
        `${audit.seq} ${audit.hash}`,
      ].join(" "),
    ),
    ...serviceKeys.map(({ id, hash, revokedAt }) => `key_${id} ${hash} ${revokedAt ?? "-"}`),
    ...(platformAudit === null ? [] : [`platform_audit ${platformAudit.seq} ${platformAudit.hash}`]),
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
  const [form = "", at, count, keyCount] = matched(HEADER, header, "its first line is not that of a list of heads");
  if (!FORMS.includes(form))
    throw new SignedHeadsError(`its form is "${form}"; this version reads ${FORMS.join(", ")}`);
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
  const readHead = { [FIRST_FORM]: readFirst, [SECOND_FORM]: readSecond }[form] ?? readThird;
  const heads: SignedHead[] = [];
  const serviceKeys: SignedServiceKey[] = [];
  let platformAudit: ChainHead | null = null;
  lines.forEach((line, index) => {
    const where = `line ${index + 2}`;
    if (form !== FIRST_FORM && line.startsWith("key_")) serviceKeys.push(readServiceKey(line, where));
    else if (form === HEADS_FORM && line.startsWith("platform_audit ")) platformAudit = readPlatformAudit(line, where);
    else heads.push(readHead(line, where));
  });
  if (heads.length !== Number(count) || serviceKeys.length !== Number(keyCount ?? 0))
    throw new SignedHeadsError(
      `it has ${heads.length} heads and ${serviceKeys.length} service keys, but its first line says otherwise`,
    );
  return { at: Date.parse(at ?? ""), heads, serviceKeys, platformAudit };
}

function readFirst(line: string, where: string): SignedHead {
  const [orgId = "", seq, hash = ""] = matched(FIRST_HEAD, line, `${where} is not a head`);
  return { orgId, seq: Number(seq), hash };
}

function readSecond(line: string, where: string): SignedHead {
  return headWithRows(matched(SECOND_HEAD, line, `${where} is not a head`));
}

function readThird(line: string, where: string): SignedHead {
  const parts = matched(HEAD, line, `${where} is not a head`);
  const [auditSeq, auditHash = ""] = parts.slice(-2);
  return { ...headWithRows(parts), audit: { seq: Number(auditSeq), hash: auditHash } };
}

function headWithRows(parts: readonly string[]): SignedHead {
  const [orgId = "", seq, hash = "", registration = "-", before, count, keysHash = ""] = parts;
  const keys = { before: Number(before), count: Number(count), hash: keysHash };
  const beside = { registration: registration === "-" ? null : registration, keys };
  return { orgId, seq: Number(seq), hash, beside };
}

function readPlatformAudit(line: string, where: string): ChainHead {
  const [seq, hash = ""] = matched(PLATFORM_AUDIT, line, `${where} is not the audit log of the platform`);
  return { seq: Number(seq), hash };
}

function readServiceKey(line: string, where: string): SignedServiceKey {
  const [id = "", hash = "", revokedAt] = matched(SERVICE_KEY, line, `${where} is not a service key`);
  return { id, hash, revokedAt: revokedAt === "-" ? null : Number(revokedAt) };
}

function matched(pattern: RegExp, line: string, problem: string): string[] {
  const found = pattern.exec(line);
  if (found === null) throw new SignedHeadsError(problem);
  return found.slice(1);
}
