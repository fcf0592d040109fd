import { expect, it } from "vitest";
import { aScenario } from "../testing/a-scenario.ts";
import { lastExpiry, noticeCertificate } from "./notice-certificate.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");

/** A certificate that ends at the time below. */
const CERTIFICATE =
  "MIIBcjCCARegAwIBAgIUA4BoCfDqmemby0ni7SSBqhxhorUwCgYIKoZIzj0EAwIwDjEMMAoGA1UEAwwDaWRwMB4XDTI2MTEzMDE1NDkyN1oXDTM2MTEyNzE1NDkyN1owDjEMMAoGA1UEAwwDaWRwMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmSVVoT0KsXGcRMgtu+ObZ0LkI/yo/hTS3SSpWE2/J8FAsERG/yv2FJYlcQkjAD6BeBUDojW4IWTQeWnSRmYzq6NTMFEwHQYDVR0OBBYEFGCtZr5t7Z7RHrm4+fPaGUL4rzlsMB8GA1UdIwQYMBaAFGCtZr5t7Z7RHrm4+fPaGUL4rzlsMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAJQxr1RjJB+sz2nki84aqZbZjrRD/IOvwIoc6ND+jI/zAiEAmERL6/JyVx0lSWPplPTdojM7T+lTfxNKKYLIOg1Y2+Q=";
const END = Date.parse("2036-11-27T15:49:27Z");
const DAY_MS = 86_400_000;

const configOf = (certificate: string): string =>
  JSON.stringify({
    idpMetadata: { metadata: `<KeyInfo><ds:X509Certificate>${certificate}</ds:X509Certificate></KeyInfo>` },
  });

it("reads the end of the last certificate, and none from metadata without one", () => {
  expect(lastExpiry(configOf(CERTIFICATE))).toBe(END);
  expect(lastExpiry(JSON.stringify({ idpMetadata: { metadata: "<a/>" } }))).toBeNull();
});

it("tells of a certificate once, from 30 days before its end", async () => {
  const { orgId } = await anOrganization({ clockAt: END });
  await owner.query(
    "INSERT INTO sso_settings (org_id, revision, issuer, default_role, is_forced, saml_config) VALUES ($1, 1, 'idp', 'member', false, $2)",
    [orgId, configOf(CERTIFICATE)],
  );
  const about = { orgId, domain: "example.com" };
  const told = () => owner.query("SELECT kind, data FROM notices WHERE org_id = $1", [orgId]);
  await noticeCertificate(deps.homes, about, END - 31 * DAY_MS);
  expect(await told()).toEqual([]);
  for (let n = 0; n < 2; n += 1) await noticeCertificate(deps.homes, about, END - 30 * DAY_MS);
  const data = { domain: "example.com", expiresAt: new Date(END).toISOString() };
  expect(await told()).toEqual([{ kind: "sso.certificate_expiring", data }]);
});
