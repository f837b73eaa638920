import { TextField } from "../ui/field.tsx";

type CodeFieldProps = { label: string; hint: string; autoFocus?: boolean | undefined };

/** One field for six digits: it takes what is pasted, spaces too, and phones offer the code they see. */
export function CodeField({ label, hint, autoFocus }: CodeFieldProps) {
  return (
    <TextField
      label={label}
      hint={hint}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      // Longer than six: whoever pastes "123 456" loses nothing.
      maxLength={20}
      autoFocus={autoFocus}
    />
  );
}
