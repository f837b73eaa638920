import { useTranslations } from "use-intl/react";

/** The box of a task list: shows a state, cannot change it. */
export function TaskBox({ checked }: { checked: boolean }) {
  const t = useTranslations("markdown");
  return <input type="checkbox" disabled checked={checked} aria-label={t(checked ? "done" : "toDo")} />;
}
