export { ENTRY_WORDS, sourcesNamed, sourceWords } from "./entry-words.ts";
export { HOLD_KINDS, MONEY_KINDS, PLAN_KINDS } from "./hold-kinds.ts";
