import { BUDGETS } from "./budgets.fixture.ts";
import { CREDIT } from "./credit.fixture.ts";
import { ENTRIES } from "./entries.fixture.ts";
import { RULES } from "./rules.fixture.ts";

export const PLANTED = [...CREDIT, ...ENTRIES, ...RULES, ...BUDGETS];
