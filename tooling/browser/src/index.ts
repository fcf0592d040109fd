export { BrowserError } from "./browser-error.ts";
export { ensureChromium } from "./ensure-chromium.ts";
export { type BrowserOptions, type OpenBrowser, openBrowser } from "./open-browser.ts";
