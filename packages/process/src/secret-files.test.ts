import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { readEnv } from "./env.ts";

const schema = z.object({ SCRIP_AUTH_SECRET: z.string().min(4), OTHER: z.string().optional() });
const read = (variables: NodeJS.ProcessEnv) => readEnv(schema, variables, "The process");

function fileWith(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), "scrip-secret-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, "secret"), text);
  return join(dir, "secret");
}

it("reads a variable from its file, without the last line break", () => {
  expect(read({ SCRIP_AUTH_SECRET_FILE: fileWith(" a\nb \n") })).toEqual({ SCRIP_AUTH_SECRET: " a\nb " });
});

it("ignores the file of a variable that the process does not know", () => {
  expect(read({ SCRIP_AUTH_SECRET: "long enough", ELSE_FILE: "/no/such/file" })).toEqual({
    SCRIP_AUTH_SECRET: "long enough",
  });
});

it.each([
  [
    { SCRIP_AUTH_SECRET_FILE: "/no/such/file" },
    "SCRIP_AUTH_SECRET_FILE: the file /no/such/file cannot be read (ENOENT)",
  ],
  [{ SCRIP_AUTH_SECRET: "abcdef", SCRIP_AUTH_SECRET_FILE: "/no/such/file" }, "SCRIP_AUTH_SECRET: is set, and"],
])("names the variable that is wrong", (given, problem) => {
  expect(() => read(given)).toThrow(problem);
});

it("checks the text of a file, and does not repeat it", () => {
  const wrong = () => read({ SCRIP_AUTH_SECRET_FILE: fileWith("abc\n") });
  expect(wrong).toThrow("SCRIP_AUTH_SECRET: ");
  expect(wrong).not.toThrow("abc");
});
