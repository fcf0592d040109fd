/** A text at a place of a page, in points from the lower left corner. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly isBold?: boolean;
  /** `x` is the right end of the text. */
  readonly isRight?: boolean;
}

/** Writes a PDF of one page in the letters of western Europe; any other letter becomes a question mark. */
export function onePagePdf(title: string, texts: readonly PlacedText[]): string {
  const content = texts.map(placed).join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escaped(title)}) >>`,
  ];
  let body = "%PDF-1.4\n";
  const places = objects.map((object, n) => {
    const at = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n `;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join("\n")}\n`;
  return `${body}${table}trailer\n<< /Size ${count} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}

/** Every letter of Courier is 0.6 of its size wide, so that no table of widths is needed. */
const WIDTH = 0.6;

function placed({ text, x, y, size, isBold, isRight }: PlacedText): string {
  const left = isRight ? x - text.length * WIDTH * size : x;
  return `BT /${isBold ? "F2" : "F1"} ${size} Tf ${left.toFixed(1)} ${y} Td (${escaped(text)}) Tj ET`;
}

const OTHER_DASHES: Readonly<Record<string, string>> = { "–": "-", "−": "-", "•": "*", "€": "EUR " };

function escaped(text: string): string {
  return text
    .replaceAll(/[–−•€]/g, (letter) => OTHER_DASHES[letter] ?? "")
    .replaceAll(/[\\()]/g, String.raw`\$&`)
    .replaceAll(/[^ -~]/g, octal);
}

/** A letter of Latin-1 as `\351`: the file itself stays ASCII. */
function octal(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 0xa0 && code <= 0xff ? `\\${code.toString(8)}` : "?";
}
