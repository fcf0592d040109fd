import fc from "fast-check";
import { expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { textArray } from "./query.ts";

const owner = await (await testDatabase()).open("owner");

it("F4 an array of texts is read back as it was, whatever the texts are", async () => {
  const odd = [
    "",
    "NULL",
    "null",
    "nUlL",
    "{}",
    "a,b",
    '"',
    "\\",
    '\\\\"',
    " ",
    "a b",
    "\t",
    "\n",
    "\v",
    "\u00a0",
    "é",
    "'",
  ];
  const text = fc.oneof(fc.constantFrom(...odd), fc.string({ unit: "binary" }), fc.constant(null));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 6 }), async (values) => {
      // PostgreSQL has no such character; input with it is refused long before.
      const sent = values.map((value) => value?.replaceAll("\0", "") ?? null);
      const [row] = await owner.query("SELECT to_json($1::text[]) AS values", [textArray(sent)]);
      expect(row.values).toEqual(sent);
    }),
    { numRuns: 200, examples: [[odd]] },
  );
});
