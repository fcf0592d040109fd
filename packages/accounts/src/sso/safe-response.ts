/** The algorithms of XML signatures that a response may use. SHA-1 is not among them, nor is any kind of encryption. */
const ALGORITHMS: ReadonlySet<string> = new Set([
  "http://www.w3.org/2001/10/xml-exc-c14n#",
  "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
  "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  "http://www.w3.org/2001/04/xmlenc#sha256",
  "http://www.w3.org/2001/04/xmldsig-more#sha384",
  "http://www.w3.org/2001/04/xmlenc#sha512",
]);

/** Why the text of a SAML response is refused before it is parsed. */
export type UnsafeResponse = "invalid_saml_response" | "deprecated_algorithm";

/**
 * Judges the text of a SAML response by the algorithms that it names, and refuses document types. better-auth refuses
 * old algorithms of signatures in addresses only, not of those in a posted response.
 * @param base64 the field `SAMLResponse` of the form
 * @returns `null` if it may be parsed
 */
export function unsafeResponse(base64: unknown): UnsafeResponse | null {
  if (typeof base64 !== "string" || !/^[A-Za-z0-9+/=\s]+$/.test(base64)) return "invalid_saml_response";
  const xml = Buffer.from(base64, "base64").toString("utf8");
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return "invalid_saml_response";
  const named = [...xml.matchAll(/\bAlgorithm\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, double, single]) => double ?? single ?? "",
  );
  return named.every((algorithm) => ALGORITHMS.has(algorithm)) ? null : "deprecated_algorithm";
}
