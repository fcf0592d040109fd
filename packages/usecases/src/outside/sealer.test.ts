import { expect, it } from "vitest";
import { openSealer } from "./sealer.ts";

const sealer = openSealer("a secret of the server", "webhook signing secrets");

it("opens what it sealed, and seals the same text differently each time", () => {
  const sealed = ["a secret", "a secret", "", "ß😀"].map((text) => sealer.seal(text));
  expect(sealed.map((text) => sealer.open(text))).toEqual(["a secret", "a secret", "", "ß😀"]);
  expect(new Set(sealed).size).toBe(4);
  expect(sealed.join()).not.toContain("secret");
});

it("opens neither a changed text nor one of another server or purpose", () => {
  const sealed = sealer.seal("a secret");
  // The last character also has bits that no byte uses, so the test changes the one before it.
  const changed = sealed.replace(/.(?=.$)/, (letter) => (letter === "A" ? "B" : "A"));
  expect(() => sealer.open(changed)).toThrow(/auth/);
  expect(() => openSealer("another secret", "webhook signing secrets").open(sealed)).toThrow(/auth/);
  const other = openSealer("a secret of the server", "single sign-on client secrets");
  expect(() => other.open(sealed)).toThrow(/auth/);
  expect(() => sealer.open("a plain secret")).toThrow(/auth|nonce|iv/i);
});
