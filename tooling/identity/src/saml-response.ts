import { randomUUID } from "node:crypto";
import samlify from "samlify";
import type { SelfSigned } from "./self-signed.ts";

/** What can be wrong with a SAML response. */
export type SamlFault =
  | "wrong_key"
  | "unsigned"
  | "altered"
  | "expired"
  | "not_yet_valid"
  | "without_times"
  | "wrong_audience"
  | "wrong_recipient"
  | "wrong_issuer"
  | "unsolicited"
  | "unknown_request"
  | "sha1"
  | "two_assertions";

/** What a response says. */
export interface SamlStatement {
  readonly issuer: string;
  /** The assertion consumer service of the service provider. */
  readonly acs: string;
  /** The entity id of the service provider. */
  readonly audience: string;
  /** The id of the request that it answers. */
  readonly inResponseTo: string;
  readonly email: string;
  readonly name: string;
}

const { IdentityProvider, ServiceProvider, setSchemaValidator } = samlify;

// The library refuses to work without one. The peer trusts the requests of tests.
setSchemaValidator({ validate: () => Promise.resolve("valid") });

const SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Signs a response by HTTP-POST. @returns the base64 text for the form's field `SAMLResponse` */
export async function samlResponse(
  keys: SelfSigned,
  otherKeys: SelfSigned,
  statement: SamlStatement,
  fault: SamlFault | null,
): Promise<string> {
  const { privateKey } = fault === "wrong_key" ? otherKeys : keys;
  const provider = IdentityProvider({
    entityID: statement.issuer,
    privateKey,
    signingCert: keys.certificate,
    requestSignatureAlgorithm: fault === "sha1" ? SHA1 : SHA256,
    singleSignOnService: [{ Binding: `${bindings}HTTP-Redirect`, Location: `${statement.issuer}/sso` }],
  });
  const consumer = ServiceProvider({
    entityID: statement.audience,
    wantAssertionsSigned: true,
    assertionConsumerService: [{ Binding: `${bindings}HTTP-POST`, Location: statement.acs }],
  });
  const xml = responseXml(changed(statement, fault), timesOf(fault));
  if (fault === "unsigned") return Buffer.from(xml).toString("base64");
  const { context } = await provider.createLoginResponse(consumer, { extract: {} }, "post", {}, () => ({
    id: "",
    context: xml,
  }));
  if (fault === "altered")
    return recoded(context, (text) => text.replace(statement.name, `${statement.name} the Admin`));
  if (fault === "two_assertions") return recoded(context, withASecondAssertion);
  return context;
}

const bindings = "urn:oasis:names:tc:SAML:2.0:bindings:";

function changed(statement: SamlStatement, fault: SamlFault | null): SamlStatement {
  if (fault === "wrong_audience") return { ...statement, audience: "https://another.example.com" };
  if (fault === "wrong_recipient") return { ...statement, acs: "https://another.example.com/acs" };
  if (fault === "wrong_issuer") return { ...statement, issuer: "https://another-idp.example.com" };
  if (fault === "unsolicited") return { ...statement, inResponseTo: "" };
  if (fault === "unknown_request") return { ...statement, inResponseTo: `_${randomUUID()}` };
  return statement;
}

interface Times {
  readonly issued: string;
  readonly from: string;
  readonly until: string;
  readonly areStated: boolean;
}

function timesOf(fault: SamlFault | null): Times {
  const shift = fault === "expired" ? -HOUR_MS : fault === "not_yet_valid" ? HOUR_MS : 0;
  const now = Date.now() + shift;
  const at = (ms: number): string => new Date(ms).toISOString();
  return { issued: at(now), from: at(now), until: at(now + 5 * MINUTE_MS), areStated: fault !== "without_times" };
}

function responseXml({ issuer, acs, audience, inResponseTo, email, name }: SamlStatement, times: Times): string {
  const answers = inResponseTo === "" ? "" : ` InResponseTo="${inResponseTo}"`;
  const ends = times.areStated ? ` NotOnOrAfter="${times.until}"` : "";
  const conditions = times.areStated ? ` NotBefore="${times.from}"${ends}` : "";
  const attribute = (key: string, value: string): string =>
    `<saml:Attribute Name="${key}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`;
  return [
    `<samlp:Response xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" ID="_${randomUUID()}" Version="2.0"`,
    ` IssueInstant="${times.issued}" Destination="${acs}"${answers}>`,
    `<saml:Issuer>${issuer}</saml:Issuer>`,
    `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>`,
    `<saml:Assertion xmlns:saml="${ASSERTION}" ID="_${randomUUID()}" Version="2.0" IssueInstant="${times.issued}">`,
    `<saml:Issuer>${issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${email}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">`,
    `<saml:SubjectConfirmationData${ends} Recipient="${acs}"${answers}/></saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions${conditions}><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience>`,
    `</saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AttributeStatement>${attribute("email", email)}${attribute("displayName", name)}</saml:AttributeStatement>`,
    `</saml:Assertion></samlp:Response>`,
  ].join("");
}

function recoded(base64: string, change: (xml: string) => string): string {
  return Buffer.from(change(Buffer.from(base64, "base64").toString("utf8"))).toString("base64");
}

/** Signature wrapping: an unsigned assertion of the attacker before the signed one. */
function withASecondAssertion(xml: string): string {
  const [signed = ""] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
  const unsigned = signed
    .replace(/<ds:Signature.*<\/ds:Signature>/s, "")
    .replace(/ID="_[^"]*"/, `ID="_${randomUUID()}"`);
  return xml.replace(signed, `${unsigned}${signed}`);
}
