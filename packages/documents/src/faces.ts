import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { create } from "fontkit";

/** How heavy a text is. */
export type Weight = "regular" | "bold";

/** One font file. It is read when a text first needs it: a font for Chinese has 10 MB. */
export interface Face {
  readonly name: string;
  file(): Buffer;
  has(codePoint: number): boolean;
}

/** The faces of each weight. A letter is drawn in the first one that has it. */
export const FACES: Readonly<Record<Weight, readonly Face[]>> = {
  regular: [
    // Latin, also that of Vietnamese, Greek and Cyrillic.
    aFace("@expo-google-fonts/noto-sans", "400Regular/NotoSans_400Regular.ttf"),
    // Chinese and Japanese.
    aFace("@expo-google-fonts/noto-sans-sc", "400Regular/NotoSansSC_400Regular.ttf"),
    // Korean.
    aFace("@embedpdf/fonts-kr", "../fonts/NotoSansKR-Regular.otf"),
  ],
  bold: [
    aFace("@expo-google-fonts/noto-sans", "600SemiBold/NotoSans_600SemiBold.ttf"),
    aFace("@expo-google-fonts/noto-sans-sc", "600SemiBold/NotoSansSC_600SemiBold.ttf"),
    aFace("@embedpdf/fonts-kr", "../fonts/NotoSansKR-Bold.otf"),
  ],
};

/** @param path from the package's entry */
function aFace(packageName: string, path: string): Face {
  let read: { file: Buffer; letters: ReadonlySet<number> } | null = null;
  const load = (): NonNullable<typeof read> => {
    if (read === null) {
      const file = readFileSync(fileURLToPath(new URL(path, import.meta.resolve(packageName))));
      const font = create(file);
      if (!("characterSet" in font)) throw new Error(`${path} is a collection of fonts`);
      read = { file, letters: new Set(font.characterSet) };
    }
    return read;
  };
  return {
    name: `${packageName}/${path}`,
    file: () => load().file,
    has: (codePoint) => load().letters.has(codePoint),
  };
}
