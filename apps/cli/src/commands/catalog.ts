import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addCatalogDiff } from "./catalog-diff.ts";
import { addCatalogPublish } from "./catalog-publish.ts";
import { addCatalogShow } from "./catalog-show.ts";

export function addCatalog(program: Command, console: Console): void {
  const catalog = program
    .command("catalog")
    .summary("show and publish what the platform sells")
    .description("Shows, compares and publishes the catalog of this deployment: its plans, prices and policies.");
  addCatalogShow(catalog, console);
  addCatalogDiff(catalog, console);
  addCatalogPublish(catalog, console);
}
