import { expect, it } from "vitest";
import { readActivitySearch } from "../features/activity/filter/activity-search.ts";
import { readJobsSearch } from "../features/jobs/list/jobs-search.ts";
import { VIEWS } from "./views.ts";

it.each(VIEWS)("$label: its page knows every part of its filter", ({ to, search }) => {
  const read: object = to.endsWith("/jobs") ? readJobsSearch(search) : readActivitySearch(search);
  const known = Object.entries(read).map(([name, value]) => [name, String(value)]);
  expect(Object.fromEntries(known)).toEqual(search);
});
