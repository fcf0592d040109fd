import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT, readText } from "../monitoring/files.ts";
import { REFERENCE, settingsReference } from "./reference.ts";
import { settings } from "./settings.ts";

it("docs/operate/settings.md matches the readers of the environment", async () => {
  await expect(settingsReference()).toMatchFileSnapshot(join(ROOT, REFERENCE));
});

it("every setting says what it means", () => {
  expect(settings().filter(({ meaning }) => meaning.length < 10)).toEqual([]);
  expect(settings().length).toBeGreaterThan(30);
});

it("the settings of docker-compose.yml are settings of a process", () => {
  const names = new Set(settings().map(({ name }) => name));
  const given = [...readText("docker-compose.yml").matchAll(/^ {2,6}((?:SCRIP|STRIPE)_\w+?)(?:_FILE)?: /gm)];
  expect(given.map(([, name = ""]) => name).filter((name) => !names.has(name))).toEqual([]);
});
