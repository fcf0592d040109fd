import { FACES, type Face, type Weight } from "./faces.ts";

/** A part of a text that one face draws. */
export interface Run {
  readonly face: Face;
  readonly text: string;
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What joins or varies other letters, and has no glyph of its own. */
const INVISIBLE = /^(?:\u200C|\u200D|[\uFE00-\uFE0F])$/;

/** The letters of a text as a reader counts them: a letter with its marks is one. */
export function lettersOf(text: string): readonly string[] {
  return [...GRAPHEMES.segment(text)].map(({ segment }) => segment);
}

/**
 * Splits a text into parts by the faces that have their letters. A letter that no face has is drawn by the first one, as
 * an empty box.
 */
export function runsOf(text: string, weight: Weight): readonly Run[] {
  const runs: { face: Face; text: string }[] = [];
  // Letters with marks must be one code point where there is one, or the text cannot be found by a search.
  for (const letter of lettersOf(text.normalize("NFC"))) {
    const face = faceOf(letter, weight);
    const last = runs.at(-1);
    if (last?.face === face) last.text += letter;
    else runs.push({ face, text: letter });
  }
  return runs;
}

function faceOf(letter: string, weight: Weight): Face {
  const [first, ...others] = FACES[weight];
  if (first === undefined) throw new Error(`there is no face for ${weight} text`);
  const points = [...letter].filter((each) => !INVISIBLE.test(each)).map((each) => each.codePointAt(0) ?? 0);
  return [first, ...others].find((face) => points.every((point) => face.has(point))) ?? first;
}
