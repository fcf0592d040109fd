const KEY = "scrip.single-keys";

/**
 * Whether single letters are shortcuts. Speech input or a tremor can trigger them by accident, so a person can turn
 * them off.
 */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function turnSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Without storage the shortcuts stay on.
  }
}
