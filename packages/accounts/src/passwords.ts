import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/**
 * The cost of one hash, by the recommendation of OWASP for Argon2id: 19 MiB of memory, two passes, one lane. The text of
 * a hash has its own parameters, so that later ones may be higher.
 * @source docs/accounts.md#passwords
 */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;

const NONCE_BYTES = 16;
const HASH_BYTES = 32;

const derive = promisify(argon2);

/** Hashes and checks passwords, and counts how often. */
export interface Passwords {
  /** @returns the text of a hash, in the form of PHC: `$argon2id$v=19$m=…,t=…,p=…$nonce$hash` */
  hash(password: string): Promise<string>;
  verify(attempt: { readonly hash: string; readonly password: string }): Promise<boolean>;
  /** The number of hashes that were computed so far, for either purpose. Every attempt must compute the same number. */
  readonly computed: number;
}

export function openPasswords(): Passwords {
  let computed = 0;
  const compute = (password: string, nonce: Buffer, { memory, passes, parallelism }: Cost): Promise<Buffer> => {
    computed += 1;
    // One person types a letter with an accent as one character, and another keyboard as two.
    const message = Buffer.from(password.normalize("NFKC"));
    return derive("argon2id", { message, nonce, memory, passes, parallelism, tagLength: HASH_BYTES });
  };
  return {
    get computed() {
      return computed;
    },
    hash: async (password) => {
      const nonce = randomBytes(NONCE_BYTES);
      const { memory, passes, parallelism } = COST;
      const hash = await compute(password, nonce, COST);
      return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plainBase64(nonce)}$${plainBase64(hash)}`;
    },
    verify: async ({ hash, password }) => {
      const stored = parsed(hash);
      if (stored === null) return false;
      const computedHash = await compute(password, stored.nonce, stored.cost);
      return timingSafeEqual(computedHash, stored.hash);
    },
  };
}

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const FORM = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

function parsed(text: string): { cost: Cost; nonce: Buffer; hash: Buffer } | null {
  const [, memory, passes, parallelism, nonce = "", hash = ""] = FORM.exec(text) ?? [];
  if (memory === undefined) return null;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

function plainBase64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
