/** One line of a mail in both forms. */
export interface Line {
  readonly text: string;
  readonly html: string;
}

/** What others may have written into a name: the longest part of it that a mail shows. */
const LONGEST_NAME = 100;
/** A part of a name that programs for mail would turn into a link, such as `example.com`. */
const LINK_LIKE = /(?<=[\p{L}\p{N}])(?:\.(?=\p{L}{2})|:(?=\/\/))/gu;
/** U+2060, which has no width: a link does not go on behind it. */
const WORD_JOINER = "\u2060";
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{White_Space}]+/gu;

/**
 * Writes a line. The template is ours; the values are names that people chose, so they are escaped, isolated from the
 * direction of the line, shortened, and never a link.
 */
export function line(template: TemplateStringsArray, ...names: readonly string[]): Line {
  const parts = template.map((fixed, n) => {
    const name = names[n];
    const shown = name === undefined ? "" : unlinked(oneLine(name));
    return { text: fixed + shown, html: escaped(fixed) + (shown === "" ? "" : `<bdi>${escaped(shown)}</bdi>`) };
  });
  return { text: parts.map(({ text }) => text).join(""), html: parts.map(({ html }) => html).join("") };
}

/** A text without line breaks and other control characters, shortened: fit for a header. */
export function oneLine(text: string): string {
  const clean = text.normalize("NFC").replace(INVISIBLE, " ").trim();
  const letters = [...clean];
  return letters.length <= LONGEST_NAME ? clean : `${letters.slice(0, LONGEST_NAME - 1).join("")}…`;
}

/** Escapes a text for the content of HTML and for attributes in quotes. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function unlinked(name: string): string {
  return name.replace(LINK_LIKE, `$&${WORD_JOINER}`);
}
