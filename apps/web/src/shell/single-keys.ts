const KEY = "scrip.single-keys";

/** Whether single letters are shortcuts. Speech input and shaky hands press them by accident, so they can be off. */
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
    // Without storage they stay on; Ctrl+K does the same.
  }
}
