/** Joins the class names that hold; a later caller's names come last. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
