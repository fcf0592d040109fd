import { generateKeyPairSync, hash, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newSigningKey, readSignedHeads, readSigningKey, SignedHeadsError, signHeads } from "./index.ts";

const { privatePem, publicPem, fingerprint } = newSigningKey();
const mine = readSigningKey(privatePem);
const reader = readSigningKey(publicPem);
const EMPTY = hash("sha256", "");
const LIST = {
  at: Date.UTC(2026, 10, 22, 7),
  heads: [
    {
      orgId: "01985c2e-0000-7000-8000-000000000001",
      seq: 12,
      hash: "ab".repeat(32),
      beside: {
        registration: "cd".repeat(32),
        keys: { before: Date.UTC(2026, 10, 22, 6), count: 3, hash: "ef".repeat(32) },
      },
      audit: { seq: 7, hash: "78".repeat(32) },
    },
    {
      orgId: "01985c2e-0000-7000-8000-000000000002",
      seq: 0,
      hash: "00".repeat(32),
      beside: { registration: null, keys: { before: 0, count: 0, hash: EMPTY } },
      audit: { seq: 0, hash: "00".repeat(32) },
    },
  ],
  serviceKeys: [
    { id: "01985c2e-0000-7000-8000-000000000003", hash: "12".repeat(32), revokedAt: null },
    { id: "01985c2e-0000-7000-8000-000000000004", hash: "34".repeat(32), revokedAt: Date.UTC(2026, 10, 21) },
  ],
  platformAudit: { seq: 41, hash: "9a".repeat(32) },
};
const TEXT = signHeads(LIST, mine);

/** A list of the first form, which had only heads. */
function firstForm(heads: number): string {
  const lines = LIST.heads.map(({ orgId, seq, hash }) => `org_${orgId} ${seq} ${hash}\n`);
  return signedByMe(`scrip.heads/1 2026-11-22T07:00:00.000Z ${heads}\n${lines.join("")}`);
}

/** The same list in the second form, which had no audit logs. */
function secondForm(): string {
  const [header = "", ...lines] = TEXT.split("\n").slice(0, -2);
  const earlier = lines.map((line) => (line.startsWith("org_") ? line.split(" ").slice(0, -2).join(" ") : line));
  const kept = earlier.filter((line) => !line.startsWith("platform_audit"));
  return signedByMe(`${[header.replace("heads/3", "heads/2"), ...kept].join("\n")}\n`);
}

function signedByMe(signed: string): string {
  if (mine.privateKey === null) throw new Error("the key cannot sign");
  return `${signed}ed25519 ${fingerprint} ${sign(null, Buffer.from(signed), mine.privateKey).toString("base64")}\n`;
}

describe("a signed list of heads", () => {
  it("is read with the public half of the key", () => {
    expect(readSignedHeads(TEXT, reader)).toEqual(LIST);
    expect([mine.fingerprint, reader.fingerprint]).toEqual([fingerprint, fingerprint]);
    expect(() => signHeads(LIST, reader)).toThrow("can check and not sign");
  });

  it("is written in the order of the organizations' ids, in whatever order they are passed", () => {
    expect(signHeads({ ...LIST, heads: LIST.heads.toReversed() }, mine)).toBe(TEXT);
  });

  it("is read in its first form, which has only heads", () => {
    const heads = LIST.heads.map(({ beside: _beside, audit: _audit, ...head }) => head);
    const others = { serviceKeys: [], platformAudit: null };
    expect(readSignedHeads(firstForm(2), reader)).toEqual({ at: LIST.at, heads, ...others });
    expect(() => readSignedHeads(firstForm(3), reader)).toThrow("its first line says otherwise");
  });

  it("is read in its second form, which has no audit logs", () => {
    const heads = LIST.heads.map(({ audit: _audit, ...head }) => head);
    expect(readSignedHeads(secondForm(), reader)).toEqual({ ...LIST, heads, platformAudit: null });
  });

  it("is written without the audit log of a platform that was not checked", () => {
    const list = { ...LIST, platformAudit: null };
    expect(readSignedHeads(signHeads(list, mine), reader)).toEqual(list);
  });

  it("is refused if any single byte is changed", () => {
    for (let place = 0; place < TEXT.length; place += 1) {
      const other = TEXT[place] === "0" ? "1" : "0";
      const changed = `${TEXT.slice(0, place)}${other}${TEXT.slice(place + 1)}`;
      expect(() => readSignedHeads(changed, reader), `byte ${place}`).toThrow(SignedHeadsError);
    }
  });

  it("is refused if it is cut off at any byte", () => {
    for (let length = 0; length < TEXT.length; length += 1)
      expect(() => readSignedHeads(TEXT.slice(0, length), reader), `${length} bytes`).toThrow(SignedHeadsError);
  });

  it.each([
    ["a missing head", TEXT.replace(/\norg_.*1 12 .*\n/, "\n"), "signature is not right"],
    ["a missing service key", TEXT.replace(/\nkey_.*-\n/, "\n"), "signature is not right"],
    ["a missing audit log", TEXT.replace(/\nplatform_audit .*\n/, "\n"), "signature is not right"],
    ["an extra line", `${TEXT}\n`, "cut off"],
    ["another form", TEXT.replace("heads/3", "heads/4"), 'form is "scrip.heads/4"'],
    ["another file", "hello\n", "first line"],
    ["line ends of another system", TEXT.replaceAll("\n", "\r\n"), "first line"],
  ])("is refused with %s", (_, text, message) => {
    expect(() => readSignedHeads(text, reader)).toThrow(message);
  });

  it("is refused with another key, even if that key signed it again", () => {
    const other = readSigningKey(newSigningKey().privatePem);
    expect(() => readSignedHeads(TEXT, other)).toThrow("was signed with the key");
    const forged = signHeads(LIST, other).replace(other.fingerprint, fingerprint);
    expect(() => readSignedHeads(forged, reader)).toThrow("signature is not right");
  });

  it("accepts only Ed25519 keys", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    for (const pem of ["", "hello", privateKey.export({ type: "pkcs8", format: "pem" }).toString()])
      expect(() => readSigningKey(pem)).toThrow("not an Ed25519 key");
  });
});
