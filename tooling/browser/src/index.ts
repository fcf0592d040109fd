export { BrowserError } from "./browser-error.ts";
export { ensureChromium } from "./ensure-chromium.ts";
export {
  type BrowserOptions,
  connectBrowser,
  type OpenBrowser,
  openBrowser,
  type ServedBrowser,
  serveBrowser,
} from "./open-browser.ts";
