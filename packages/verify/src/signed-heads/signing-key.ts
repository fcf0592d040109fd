import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A key that cannot be used; the message says why. */
export class SigningKeyError extends Error {
  override readonly name = "SigningKeyError";
}

/** The key that signs and checks lists of heads. The public half is always present. */
export interface SigningKey {
  readonly publicKey: KeyObject;
  /** `null` if only the public half was given, which can check signatures but not sign. */
  readonly privateKey: KeyObject | null;
  /** SHA-256 of the public half (DER, SubjectPublicKeyInfo) in lower-case hex. */
  readonly fingerprint: string;
}

/** Generates a pair of Ed25519 keys, as PEM (PKCS #8 and SubjectPublicKeyInfo). */
export function newSigningKey(): { privatePem: string; publicPem: string; fingerprint: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privatePem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    fingerprint: fingerprintOf(publicKey),
  };
}

/**
 * Reads a key as PEM: the private one, or the public half alone.
 * @throws SigningKeyError if the text is not an Ed25519 key
 */
export function readSigningKey(pem: string): SigningKey {
  const isPrivate = pem.includes("PRIVATE KEY-----");
  try {
    const privateKey = isPrivate ? createPrivateKey(pem) : null;
    const publicKey = createPublicKey(privateKey ?? pem);
    if (publicKey.asymmetricKeyType === "ed25519")
      return { publicKey, privateKey, fingerprint: fingerprintOf(publicKey) };
  } catch {
    // Drop OpenSSL's message, which does not help the reader; the error below replaces it.
  }
  throw new SigningKeyError("it is not an Ed25519 key as PEM");
}

function fingerprintOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}
