type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean };

/** Whether a key event is `keys` ("mod+k", "shift+enter", "escape"); `mod` is ⌘ on Apple's keyboards, Ctrl elsewhere. */
export function matchesShortcut(event: Pressed, keys: string, apple: boolean): boolean {
  const parts = keys.toLowerCase().split("+");
  const key = parts.at(-1);
  const mod = parts.includes("mod");
  return (
    event.key.toLowerCase() === key &&
    event.metaKey === (mod && apple) &&
    event.ctrlKey === (mod && !apple) &&
    event.shiftKey === parts.includes("shift") &&
    event.altKey === parts.includes("alt")
  );
}
