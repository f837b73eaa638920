"use client";

import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { Kbd } from "./kbd.tsx";

const named = ["mod", "shift", "alt", "enter", "escape", "backspace"] as const;
type Named = (typeof named)[number];
const apple: Record<Named, string> = { mod: "⌘", shift: "⇧", alt: "⌥", enter: "↵", escape: "esc", backspace: "⌫" };

const isNamed = (key: string): key is Named => (named as readonly string[]).includes(key);
const nothing = () => () => {};
const onApple = () => /mac|iphone|ipad/i.test(navigator.userAgent);

/** Keys pressed together, e.g. `["mod", "k"]`: ⌘ on Apple's keyboards, Ctrl (Strg) on the others. */
export function Shortcut({ keys }: { keys: readonly (Named | (string & {}))[] }) {
  const t = useTranslations("ui");
  // The server cannot know the keyboard; both sides start with Ctrl.
  const mac = useSyncExternalStore(nothing, onApple, () => false);
  return (
    <span className="inline-flex gap-0.5">
      {keys.map((key) => (
        <Kbd key={key}>{isNamed(key) ? (mac ? apple[key] : t(`key.${key}`)) : key.toUpperCase()}</Kbd>
      ))}
    </span>
  );
}
