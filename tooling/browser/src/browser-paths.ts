import { join } from "node:path";

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The headless shell comes first: Chromium without its own windows, which opens a page in a third of the time. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/homebrew/bin"];
const OTHERS = ["/opt/google/chrome/chrome", "/usr/lib/chromium/chromium"];
const MAC_APPLICATIONS = ["Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"];

/**
 * Lists the paths where Chromium may be, most likely first: each of its names along `PATH`, then in the usual folders
 * of Linux or among the applications of macOS, the system's applications before the user's own.
 */
export function browserPaths({ platform, env }: Machine): string[] {
  const path = (env.PATH ?? "").split(":").filter((folder) => folder !== "");
  const named = [...path, ...FOLDERS].flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const inOrder = NAMES.flatMap((name) => named.filter((file) => file.endsWith(`/${name}`)));
  return [...new Set([...inOrder, ...OTHERS, ...(platform === "darwin" ? macPaths(env.HOME) : [])])];
}

function macPaths(home: string | undefined): string[] {
  const folders = ["/Applications", ...(home ? [join(home, "Applications")] : [])];
  return folders.flatMap((folder) => MAC_APPLICATIONS.map((application) => join(folder, application)));
}
