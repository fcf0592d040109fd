import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A private key, and a certificate that it signed itself, as the metadata of identity providers contain. */
export interface SelfSigned {
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
  /** The certificate in PEM. */
  readonly certificate: string;
}

const YEAR_MS = 365 * 24 * 3600 * 1000;
const SHA256_WITH_RSA = sequence(der(0x06, Buffer.from("2a864886f70d01010b", "hex")), der(0x05, Buffer.alloc(0)));
const COMMON_NAME = der(0x06, Buffer.from("550403", "hex"));

/** Makes a new RSA key with a certificate that is valid for a year. Node has no function for certificates. */
export function selfSigned(name: string): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const holder = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const body = sequence(
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    SHA256_WITH_RSA,
    holder,
    sequence(time(Date.now() - 60_000), time(Date.now() + YEAR_MS)),
    holder,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]));
  const certificate =
    sequence(body, SHA256_WITH_RSA, signature)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return {
    privateKey: pemOf(privateKey),
    certificate: ["-----BEGIN CERTIFICATE-----", ...certificate, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}

function pemOf(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** GeneralizedTime, such as `20260101120000Z`. */
function time(at: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\.\d+Z/g, "")}Z`));
}

/** A value of ASN.1 in DER: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, content]);
}
