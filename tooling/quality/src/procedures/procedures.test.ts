import { expect, it } from "vitest";
import { z } from "zod";
import { fieldsOf } from "./fields-of.ts";
import { procedureWords } from "./words-of.ts";

it("every procedure has words, and a command names the codes of its use case", () => {
  const words = procedureWords();
  const silent = [...words].filter(([, { meaning }]) => meaning === "").map(([name]) => name);
  expect(silent).toEqual([]);
  expect(words.get("jobs.start")?.codes).toContain("insufficient_credit");
});

it("names fields as they are on the wire", () => {
  const schema = z.strictObject({
    amount: z.codec(z.string(), z.bigint(), { decode: BigInt, encode: String }).meta({ description: "In micro-USD." }),
    close: z.boolean().default(false),
    kinds: z.array(z.enum(["a", "b"])).nullable(),
  });
  expect(fieldsOf(schema, "input")).toEqual([
    { name: "amount", type: "string", isRequired: true, description: "In micro-USD." },
    { name: "close", type: "boolean", isRequired: false, description: "" },
    { name: "kinds", type: 'list of "a" or "b" or null', isRequired: true, description: "" },
  ]);
});
