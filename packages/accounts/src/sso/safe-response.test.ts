import { expect, it } from "vitest";
import { unsafeResponse } from "./safe-response.ts";

const SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const responseWith = (xml: string): string => Buffer.from(xml).toString("base64");

it("accepts the algorithms of today", () => {
  const signed = `<ds:SignatureMethod Algorithm="${SHA256}"/><ds:DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/>`;
  expect(unsafeResponse(responseWith(signed))).toBeNull();
});

it.each([
  ["SHA-1", '<ds:SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"/>', "deprecated_algorithm"],
  ["a digest by SHA-1", `<x Algorithm = 'http://www.w3.org/2000/09/xmldsig#sha1'/>`, "deprecated_algorithm"],
  [
    "SHA-1 behind an entity",
    '<x Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-&#115;ha1"/>',
    "deprecated_algorithm",
  ],
  ["an HMAC", '<x Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>', "deprecated_algorithm"],
  ["a document type", "<!DOCTYPE x>", "invalid_saml_response"],
])("refuses %s", (_what, xml, problem) => {
  expect(unsafeResponse(responseWith(xml))).toBe(problem);
});

it.each([undefined, "", "<xml>", 7])("refuses %j, which is no base64", (text) => {
  expect(unsafeResponse(text)).toBe("invalid_saml_response");
});
