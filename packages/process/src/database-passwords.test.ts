import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { EnvError, readEnv } from "./env.ts";

const schema = z.object({ APP_DATABASE_URL: z.url() });
const urlWith = (variables: NodeJS.ProcessEnv) => readEnv(schema, variables, "The API").APP_DATABASE_URL;
const BARE = "postgres://scrip_app@db:5432/scrip";

function fileWith(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), "scrip-secret-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, "password"), text);
  return join(dir, "password");
}

it.each(["plain", "p@ss:w/rd", "%41%zz", "#?&= +", "ünïcode", "'\"\\$`"])(
  "puts the password %s into the address, escaped",
  (password) => {
    for (const given of [
      { APP_DATABASE_PASSWORD: password },
      { APP_DATABASE_PASSWORD_FILE: fileWith(`${password}\n`) },
    ]) {
      const url = new URL(urlWith({ APP_DATABASE_URL: BARE, ...given }));
      expect(decodeURIComponent(url.password)).toBe(password);
      expect([url.username, url.host, url.pathname, url.search, url.hash]).toEqual([
        "scrip_app",
        "db:5432",
        "/scrip",
        "",
        "",
      ]);
    }
  },
);

it("puts the password of a socket's address into its parameters", () => {
  const url = urlWith({ APP_DATABASE_URL: "postgres:///scrip?host=/run/pg&user=a", APP_DATABASE_PASSWORD: "p@ss&" });
  expect(new URL(url).searchParams.get("password")).toBe("p@ss&");
});

it("changes no address without a password of its own", () => {
  expect(urlWith({ APP_DATABASE_URL: BARE, WORKER_DATABASE_PASSWORD: "x" })).toBe(BARE);
});

it.each([
  [
    { APP_DATABASE_PASSWORD_FILE: "/no/such/file" },
    "APP_DATABASE_PASSWORD_FILE: the file /no/such/file cannot be read (ENOENT)",
  ],
  [{ APP_DATABASE_PASSWORD: "a", APP_DATABASE_PASSWORD_FILE: "/no/such/file" }, "APP_DATABASE_PASSWORD: is set, and"],
  [{ APP_DATABASE_URL: "postgres://a:b@db/scrip", APP_DATABASE_PASSWORD: "c" }, "APP_DATABASE_URL: has a password"],
])("names the variable that is wrong, and no password", (given, problem) => {
  const read = () => urlWith({ APP_DATABASE_URL: BARE, ...given });
  expect(read).toThrow(EnvError);
  expect(read).toThrow(problem);
});
