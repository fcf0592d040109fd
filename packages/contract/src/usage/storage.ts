import { MAX_SIZE, parseGb, SIZE_MESSAGES } from "@scrip/domain/usage/storage";
import { z } from "zod";
import { balanceOut } from "../ledger/balance.ts";
import { cursor } from "../wire/cursor.ts";
import { amountOut, rateOut } from "../wire/money.ts";
import { monthIn } from "../wire/month.ts";
import { commandInput, organizationInput } from "../wire/organization-input.ts";
import { priceShapeOut } from "../wire/price.ts";
import { callerRef } from "../wire/text.ts";
import { instantIn, instantOut } from "../wire/time.ts";

/** A size in GB of 10^9 bytes, as decimal text. Inside: a `bigint` of bytes. */
const gbIn = z
  .string("must be a text of digits, a size in GB")
  .max(40)
  .transform((text, context): bigint => {
    const bytes = parseGb(text);
    if (typeof bytes === "bigint") return bytes;
    context.addIssue({ code: "custom", message: SIZE_MESSAGES[bytes], params: { problem: bytes } });
    return z.NEVER;
  })
  .meta({ description: "GB of 10^9 bytes, as decimal text with at most nine decimals.", examples: ["250", "0.5"] });

/** A size in bytes, as digits. Inside: a `bigint`. */
const bytesIn = z
  .string("must be a text of digits, a size in bytes")
  .regex(/^(0|[1-9]\d{0,18})$/, "must be a whole number of bytes in digits")
  .transform((text) => BigInt(text))
  .refine((bytes) => bytes <= MAX_SIZE, "must be at most 10^18 bytes")
  .meta({ description: "Whole bytes, as decimal digits.", examples: ["250000000000"] });

const digits = z.union([z.string(), z.bigint()]);
export const bytesOut = z
  .codec(digits, z.string(), { decode: String, encode: (text) => text })
  .meta({ description: "Whole bytes, as decimal digits.", examples: ["250000000000"] });
const quantityOut = z
  .codec(digits, z.string(), { decode: String, encode: (text) => text })
  .meta({ description: "Byte-milliseconds, as decimal digits." });

/** The input of `storage.set`. */
export const setStorageInput = commandInput
  .extend({
    volume: callerRef,
    gb: gbIn.optional(),
    bytes: bytesIn.optional(),
    resource: callerRef.optional().meta({
      description: "The resource of storage; a catalog that sells only one needs none. A volume keeps its resource.",
    }),
    project: callerRef.optional(),
    member: callerRef.optional(),
    at: instantIn.optional().meta({
      description:
        "The instant from which the volume has this size, at the earliest the start of the last month. Now, if not given.",
    }),
  })
  .refine(({ gb, bytes }) => gb !== undefined || bytes !== undefined, {
    path: ["gb"],
    message: "must be given, or `bytes`",
  })
  .refine(({ gb, bytes }) => gb === undefined || bytes === undefined || gb === bytes, {
    path: ["bytes"],
    message: "must be the same size as `gb`, if both are given",
  })
  .meta({ description: "The size of a volume from now on, or from an instant; 0 if it was deleted." });

const volumeNames = {
  volume: z.string().meta({ description: "The caller's name for the volume." }),
  resource: z.string(),
  bytes: bytesOut.meta({ description: "The size after the last change." }),
  since: instantOut.meta({ description: "The instant of the last change." }),
};

/** The output of `storage.set`. */
export const storageAnswer = z
  .object({ ...volumeNames, balance: balanceOut })
  .meta({ description: "A volume after a report of its size, and the balance." });

/** A stored volume. */
const volumeLine = z.object({
  ...volumeNames,
  project: z.string().nullable(),
  member: z.string().nullable(),
});

/** The input of `storage.get`. */
export const getVolumeInput = organizationInput
  .extend({ volume: callerRef })
  .meta({ description: "A volume, by the caller's name for it." });

/** The output of `storage.get`. */
export const volumeDetails = volumeLine
  .extend({
    sizes: z
      .array(z.object({ at: instantOut, bytes: bytesOut }))
      .readonly()
      .meta({ description: "Its last sizes, newest first, each from its instant on." }),
  })
  .meta({ description: "A volume, with its last sizes." });

const { cursorIn, cursorOut } = cursor<{ bytes: bigint; id: string }>({
  maxLength: 100,
  write: ({ bytes, id }) => `volume.${bytes}.${id}`,
  read: (text) => {
    const [, bytes, id] = CURSOR.exec(text) ?? [];
    if (bytes === undefined || id === undefined || BigInt(bytes) > MAX_SIZE) return null;
    return { bytes: BigInt(bytes), id };
  },
});
const CURSOR = /^volume\.(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The input of `storage.list`. */
export const listStorageInput = organizationInput
  .extend({
    deleted: z.boolean().default(false).meta({ description: "Whether volumes without a size are listed too." }),
    cursor: cursorIn.optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .meta({ description: "A page of the volumes, the largest first." });

/** The output of `storage.list`. */
export const volumesPage = z
  .object({ volumes: z.array(volumeLine).readonly(), next: cursorOut.nullable() })
  .meta({ description: "A page of volumes." });

/** The input of `storage.sum`. */
export const sumStorageInput = organizationInput
  .extend({
    month: monthIn.optional().meta({ description: "A calendar month in UTC; the running one, if not given." }),
  })
  .meta({ description: "The storage of a month." });

/** The output of `storage.sum`. */
export const storageSum = z
  .object({
    from: instantOut,
    until: instantOut,
    at: instantOut.meta({ description: "The organization's time." }),
    resources: z
      .array(
        z.object({
          resource: z.string(),
          title: z.string(),
          rate: rateOut.nullable().meta({ description: "Nano-dollars for a GB and month, now; null without a price." }),
          priceShape: priceShapeOut
            .nullable()
            .meta({ description: "The price beyond a plain rate, which then is null." }),
          bytes: bytesOut.meta({ description: "What is stored now." }),
          volumes: z.int().meta({ description: "The number of volumes that are stored now." }),
          included: bytesOut.nullable().meta({ description: "What the plan includes now; null if it is everything." }),
          above: quantityOut.meta({
            description: "The byte-milliseconds above the included amount, in the month so far.",
          }),
          used: amountOut.meta({ description: "What the month has cost so far, with what is not booked yet." }),
          booked: amountOut.meta({ description: "What was charged, less what late reports gave back." }),
          byEnd: amountOut.meta({ description: "What the month will cost if all sizes stay as they are." }),
          days: z
            .array(z.object({ day: instantOut, above: quantityOut, amount: amountOut }))
            .readonly()
            .meta({ description: "The days with a charge: what each added." }),
          projects: z
            .array(
              z.object({
                project: z.string().nullable(),
                bytes: bytesOut.meta({ description: "What its volumes store now." }),
                volumes: z.int(),
                amount: amountOut.meta({ description: "What it was charged in the month." }),
              }),
            )
            .readonly()
            .meta({ description: "Projects, the most charged first; null for volumes without one." }),
        }),
      )
      .readonly(),
  })
  .meta({ description: "What was stored in a month, and what it costs." });
