import { PLATFORM_DUE_CHANNEL } from "../claims/claim.ts";
import { Listening } from "../events/listening.ts";

/**
 * Listens for work of the platform that is due at once.
 * @param url of the worker's role in the platform's home; not through a pooler that shares sessions
 * @param onWake called after each commit that wrote such work, and when announcements may have been missed. Must not throw
 * @returns a function that ends it
 * @throws the driver's error if the database cannot be reached at the start
 * @source docs/rules.md#two-homes
 */
export async function openPlatformWake(url: string, onWake: () => void): Promise<() => Promise<void>> {
  const listening = new Listening({
    url,
    channel: PLATFORM_DUE_CHANNEL,
    applicationName: "scrip-platform-wake",
    onMessage: onWake,
    onMissed: onWake,
  });
  await listening.connect();
  return () => listening.close();
}
