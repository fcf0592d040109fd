import { describe, expect, it } from "vitest";
import { loginOf, roleUrls } from "./roles.ts";

const OWNER = "postgres://owner:secret@db.example:5433/scrip?sslmode=require";

describe("roleUrls", () => {
  it("keeps all of the owner's address but the login", () => {
    const { app, worker, verify } = roleUrls(OWNER);
    expect(app).toMatch(/^postgres:\/\/scrip_app:[\w-]{43}@db\.example:5433\/scrip\?sslmode=require$/);
    expect([worker, verify].map((url) => loginOf(url).user)).toEqual(["scrip_worker", "scrip_verify"]);
  });

  it("derives a different password for each role, always the same one", () => {
    const passwords = Object.values(roleUrls(OWNER)).map((url) => loginOf(url).password);
    expect(new Set(passwords).size).toBe(3);
    expect(roleUrls(OWNER)).toEqual(roleUrls(OWNER));
  });

  it("derives the same passwords for another database of the server, and others for another owner's password", () => {
    const passwordOf = (owner: string) => loginOf(roleUrls(owner).app).password;
    expect(passwordOf(OWNER.replace("/scrip", "/other"))).toBe(passwordOf(OWNER));
    expect(passwordOf(OWNER.replace("secret", "changed"))).not.toBe(passwordOf(OWNER));
  });

  it("decodes escaped characters in a password", () => {
    expect(loginOf("postgres://owner:a%2Fb%40c@h/d")).toEqual({ user: "owner", password: "a/b@c" });
  });

  it("puts the login into the parameters of the address of a socket", () => {
    const app = roleUrls("postgres:///scrip?host=/run/postgresql&user=owner&password=secret").app;
    expect(loginOf(app)).toMatchObject({ user: "scrip_app" });
    expect(new URL(app).searchParams.get("host")).toBe("/run/postgresql");
    expect(app).not.toContain("secret");
  });

  it("derives passwords from the address if the owner has none", () => {
    expect(loginOf(roleUrls("postgres://owner@h1/d").app).password).not.toBe(
      loginOf(roleUrls("postgres://owner@h2/d").app).password,
    );
  });
});
