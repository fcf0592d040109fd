import { describe, expect, it } from "vitest";
import { z } from "zod";
import { appRouter } from "./router.ts";

interface Procedure {
  readonly _def: { readonly type: string; readonly inputs: readonly [z.ZodType]; readonly output?: z.ZodType };
}

/** Every procedure by its name on the wire; a subscription parses its own messages. */
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
const answering = procedures.filter(([, { _def }]) => _def.type !== "subscription");

describe("the schemas of the API", () => {
  it.each(procedures)("describe the input of %s", (_name, { _def: { inputs } }) => {
    expect(z.toJSONSchema(inputs[0], { io: "input" }).description).toMatch(/\.$/);
  });

  it.each(answering)("describe the output of %s", (_name, { _def: { output } }) => {
    expect(z.toJSONSchema(output ?? z.never(), { io: "output" }).description).toMatch(/\.$/);
  });
});
