export { ENTRY_WORDS, sourceWords } from "./entry-words.ts";
