import { expect, it } from "vitest";
import { ensureChromium, type Host, howToGetOne } from "./ensure-chromium.ts";
import { findChromium } from "./find-chromium.ts";

const only =
  (...paths: string[]) =>
  (path: string): boolean =>
    paths.includes(path);
const linux = { platform: "linux", env: { PATH: "/home/ada/bin:/usr/bin" } } as const;
const mac = { platform: "darwin", env: { PATH: "/usr/bin", HOME: "/Users/ada" } } as const;
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

it.each([
  [
    "the headless shell before Chromium",
    linux,
    ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"],
    "/usr/bin/chromium-headless-shell",
  ],
  ["Chromium before Chrome", linux, ["/home/ada/bin/google-chrome", "/usr/bin/chromium"], "/usr/bin/chromium"],
  [
    "a program along PATH, in the order of PATH",
    linux,
    ["/usr/bin/chromium", "/home/ada/bin/chromium"],
    "/home/ada/bin/chromium",
  ],
  ["a program in a usual folder that is not in PATH", linux, ["/snap/bin/chromium"], "/snap/bin/chromium"],
  ["an application of macOS", mac, [macChrome], macChrome],
  ["a user's own application", mac, [`/Users/ada${macChrome}`], `/Users/ada${macChrome}`],
  ["no application of macOS on another system", linux, [macChrome], undefined],
  ["nothing if there is none", linux, [], undefined],
])("finds %s", (_, machine, there, found) => {
  expect(findChromium(machine, only(...there))).toBe(found);
});

it("prefers the program that SCRIP_CHROMIUM names", () => {
  const machine = { ...linux, env: { ...linux.env, SCRIP_CHROMIUM: "/opt/mine" } };
  expect(findChromium(machine, only("/usr/bin/chromium", "/opt/mine"))).toBe("/opt/mine");
});

it("refuses a SCRIP_CHROMIUM that cannot run, even if there is another browser", () => {
  const machine = { ...linux, env: { ...linux.env, SCRIP_CHROMIUM: "/opt/gone" } };
  expect(() => findChromium(machine, only("/usr/bin/chromium"))).toThrow(
    'SCRIP_CHROMIUM is "/opt/gone", which is no program that can be run.',
  );
});

it.each([
  ["linux", true, "sudo apt-get update && sudo apt-get install -y chromium fonts-liberation"],
  ["linux", false, "install the package `chromium` of your system"],
  ["darwin", false, "brew install --cask chromium"],
] as const)("names the command to install one on %s (Debian: %s)", (platform, isDebian, command) => {
  const text = howToGetOne({ platform, env: {}, isRoot: false, isDebian });
  expect(text).toContain(command);
  expect(text).toContain("SCRIP_CHROMIUM=/path/to/chrome");
});

it("installs nothing for a user other than root", async () => {
  // `find` returns nothing, as on a machine without a browser.
  const host: Host = { platform: "linux", env: { PATH: "" }, isRoot: false, isDebian: true };
  await expect(ensureChromium(host, () => undefined)).rejects.toThrow("sudo apt-get");
});
