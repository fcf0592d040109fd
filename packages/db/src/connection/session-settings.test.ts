import { expect, it } from "vitest";
import { sessionSettings } from "./session-settings.ts";

it("leaves an address without settings as it is", () => {
  const url = "postgres://scrip_app:secret@db:5432/scrip?sslmode=require";
  expect(sessionSettings(url, "-c role=scrip_ledger")).toEqual({ url, options: "-c role=scrip_ledger" });
});

it("puts the settings of an address behind those of the process, so that both apply and the address wins", () => {
  const url = "postgres://scrip_app@db/scrip?options=-c%20plan_cache_mode%3Dauto&sslmode=require";
  expect(sessionSettings(url, "-c role=scrip_ledger -c plan_cache_mode=force_generic_plan")).toEqual({
    url: "postgres://scrip_app@db/scrip?sslmode=require",
    options: "-c role=scrip_ledger -c plan_cache_mode=force_generic_plan -c plan_cache_mode=auto",
  });
});
