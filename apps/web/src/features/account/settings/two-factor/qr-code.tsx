import encodeQR from "qr";
import { useMemo } from "react";

/** Empty modules around the picture, which scanners need. */
const QUIET = 4;

/** A text as a QR code. Dark on white in both themes: many scanners read nothing else. */
export function QrCode({ text }: { readonly text: string }) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code with the key for your authenticator app"
      shapeRendering="crispEdges"
      className="mx-auto size-44 shrink-0 rounded-base bg-[#ffffff]"
    >
      <path d={path} fill="#000000" />
    </svg>
  );
}

function drawn(text: string): { readonly size: number; readonly path: string } {
  const modules = encodeQR(text, "raw", { border: QUIET, ecc: "medium" });
  const squares = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: modules.length, path: squares.join("") };
}
