type LanguageChoiceProps = {
  legend: string;
  current: string;
  languages: readonly { value: string; label: string }[];
  /** Takes the fields `name` ("language") and `value`. */
  action: (form: FormData) => Promise<void>;
};

/** One button per language in a plain form: it works before any script, and without one. */
export function LanguageChoice({ legend, current, languages, action }: LanguageChoiceProps) {
  return (
    <form action={action} aria-label={legend} className="flex gap-1">
      <input type="hidden" name="name" value="language" />
      {languages.map(({ value, label }) => (
        <button
          key={value}
          type="submit"
          name="value"
          value={value}
          lang={value}
          aria-current={value === current || undefined}
          className="h-control-sm rounded-md px-2 text-sm text-muted underline-offset-3 hover:text-text hover:underline aria-[current=true]:font-medium aria-[current=true]:text-text"
        >
          {label}
        </button>
      ))}
    </form>
  );
}
