"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";
import { filterItems, groupItems, type PaletteItem } from "./palette-filter.ts";
import { rovingIndex } from "./roving.ts";
import { Shortcut } from "./shortcut.tsx";
import { useModal } from "./use-modal.ts";

export type PaletteEntry = PaletteItem & {
  icon?: IconName | undefined;
  /** At the end of the row: a shortcut, a place. */
  note?: ReactNode | undefined;
};

type PaletteProps<Entry extends PaletteEntry> = {
  open: boolean;
  onClose: () => void;
  /** Its name, e.g. "Commands". */
  label: string;
  items: readonly Entry[];
  onSelect: (item: Entry) => void;
  placeholder?: string | undefined;
  /** Told of every change, for a search that runs elsewhere; give its results as items with `always`. */
  onQueryChange?: ((query: string) => void) | undefined;
};

/** Everything one can do or go to, found by typing. The focus stays in the input; the list follows it. */
export function Palette<Entry extends PaletteEntry>({ open, onClose, label, ...rest }: PaletteProps<Entry>) {
  const modal = useModal(open, onClose);
  return (
    <dialog {...modal} aria-label={label} className="sheet top">
      {open && <PaletteBody label={label} onClose={onClose} {...rest} />}
    </dialog>
  );
}

function PaletteBody<Entry extends PaletteEntry>({
  onClose,
  label,
  items,
  onSelect,
  placeholder,
  onQueryChange,
}: Omit<PaletteProps<Entry>, "open">) {
  const t = useTranslations("ui");
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  // Flattened again after grouping, so that the arrow keys go down the list as it is seen.
  const groups = groupItems(filterItems(items, query));
  const shown = groups.flatMap((group) => group.items);
  const at = Math.min(active, shown.length - 1);
  const current = shown[at];
  const optionId = (item: Entry) => `${id}-${item.id}`;

  const currentId = current && optionId(current);
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: "nearest" });
  }, [currentId]);

  const choose = (item: Entry) => {
    onClose();
    onSelect(item);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && current) {
      event.preventDefault();
      return choose(current);
    }
    // Home and End belong to the text.
    const next = event.key.startsWith("Arrow") ? rovingIndex(event.key, at, shown.length) : null;
    if (next === null) return;
    event.preventDefault();
    setActive(next);
  };

  return (
    <div className="flex max-h-[min(70dvh,30rem)] flex-col">
      <div className="flex items-center gap-3 border-b border-border px-4">
        <Icon name="search" className="shrink-0 text-muted" />
        <input
          data-autofocus
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={currentId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder ?? t("palette.placeholder")}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
            onQueryChange?.(event.target.value);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
        />
        <Shortcut keys={["escape"]} />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={label} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {groups.map(({ group, items: members }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group inside a listbox is no fieldset
          <div key={group ?? ""} role="group" aria-label={group}>
            {group && (
              <div aria-hidden className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
                {group}
              </div>
            )}
            {members.map((item) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the input above has the focus and the keys
              <div
                key={item.id}
                id={optionId(item)}
                role="option"
                aria-selected={item === current}
                onClick={() => choose(item)}
                onPointerMove={() => item !== current && setActive(shown.indexOf(item))}
                className={classNames(
                  "flex min-h-control items-center gap-3 rounded-md px-2.5 py-1.5",
                  item === current && "bg-accent-soft ring-1 ring-accent ring-inset",
                )}
              >
                {item.icon && (
                  <Icon
                    name={item.icon}
                    className={classNames("shrink-0", item === current ? "text-accent" : "text-muted")}
                  />
                )}
                <span className="min-w-0 flex-1 truncate">{item.label}</span>
                {item.note && <span className="shrink-0 text-sm text-muted">{item.note}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={shown.length === 0 ? "px-4 pb-6 text-center text-muted" : "sr-only"}>
        {shown.length === 0 ? t("palette.empty") : t("palette.count", { count: shown.length })}
      </p>
    </div>
  );
}
