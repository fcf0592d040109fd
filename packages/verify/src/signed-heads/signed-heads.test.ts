import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newSigningKey, readSignedHeads, readSigningKey, SignedHeadsError, signHeads } from "./index.ts";

const { privatePem, publicPem, fingerprint } = newSigningKey();
const mine = readSigningKey(privatePem);
const reader = readSigningKey(publicPem);
const LIST = {
  at: Date.UTC(2026, 10, 22, 7),
  heads: [
    { orgId: "01985c2e-0000-7000-8000-000000000001", seq: 12, hash: "ab".repeat(32) },
    { orgId: "01985c2e-0000-7000-8000-000000000002", seq: 0, hash: "00".repeat(32) },
  ],
};
const TEXT = signHeads(LIST, mine);

describe("a signed list of heads", () => {
  it("is read with the public half of the key", () => {
    expect(readSignedHeads(TEXT, reader)).toEqual(LIST);
    expect([mine.fingerprint, reader.fingerprint]).toEqual([fingerprint, fingerprint]);
    expect(() => signHeads(LIST, reader)).toThrow("can check and not sign");
  });

  it("is written in the order of the organizations' ids, in whatever order they are passed", () => {
    expect(signHeads({ ...LIST, heads: LIST.heads.toReversed() }, mine)).toBe(TEXT);
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
    ["an extra line", `${TEXT}\n`, "cut off"],
    ["another form", TEXT.replace("heads/1", "heads/2"), 'form is "scrip.heads/2"'],
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
