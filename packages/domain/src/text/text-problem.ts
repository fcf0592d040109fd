/** Control characters, line separators, unpaired surrogates, and code points that are no characters. */
const BROKEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

/**
 * Characters that nobody sees: marks of text direction, zero-width characters, fillers, tags, variation selectors, and
 * the blank Braille pattern. Two names that look the same could differ in them.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\uFFF9-\uFFFB\u2800]/u;

/** What an invisible character may join: the parts of one emoji. */
const EMOJI = String.raw`\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?`;

/** Scripts in which a joiner between two letters changes how they are written. */
const JOINED = ["Arabic", "Syriac", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu"]
  .concat(["Kannada", "Malayalam", "Sinhala", "Khmer", "Mongolian"])
  .map((script) => String.raw`\p{Script=${script}}`)
  .join("");

/** The places where an invisible character has a visible effect: in an emoji, a keycap, or such a script. */
const VISIBLE = [
  String.raw`${EMOJI}(?:\u200D${EMOJI})+`,
  String.raw`\p{Extended_Pictographic}[\uFE0E\uFE0F]`,
  String.raw`[0-9#*]\uFE0F\u20E3`,
  String.raw`(?<=[${JOINED}])[\u200C\u200D](?=[${JOINED}])`,
].join("|");

/** The longest run of marks on one letter. Scripts need up to five; a flood of them covers other lines. */
const FLOOD = /\p{M}{7}/u;

/**
 * Checks a text that people read, such as a name. It must look like what it is: each character is visible or changes a
 * visible one.
 * @returns what is wrong, as the rest of a sentence about the text; `null` if nothing is
 * @source docs/rules.md#texts
 */
export function textProblem(text: string): string | null {
  if (BROKEN.test(text)) return "must not have control characters or broken characters";
  if (INVISIBLE.test(text.replace(new RegExp(VISIBLE, "gu"), ""))) return "must not have invisible characters";
  if (FLOOD.test(text)) return "must not have more than six marks on one letter";
  if (/^\p{M}/u.test(text)) return "must not begin with a mark that belongs on a letter";
  if (text !== text.trim()) return "must not begin or end with a space";
  return null;
}
