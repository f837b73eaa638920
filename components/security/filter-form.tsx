import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { SelectField, TextField } from "../ui/field.tsx";
import { LinkButton } from "../ui/link-button.tsx";

type Choice = { value: string; label: string };
type FilterField = {
  name: string;
  label: string;
  any: string;
  value: string | undefined;
  choices: readonly Choice[];
};

type FilterFormProps = {
  /** The page that reads the query. */
  action: string;
  /** An address to look for, where the list can be searched by one. */
  email?: { label: string; value: string | undefined; error?: string | undefined } | undefined;
  fields: readonly FilterField[];
  submit: string;
  clear: string;
};

/** Narrows a list through its address, so that a filtered list can be kept and sent; works without script. */
export function FilterForm({ action, email, fields, submit, clear }: FilterFormProps) {
  const narrowed = [...fields, ...(email === undefined ? [] : [email])].some(({ value }) => value !== undefined);
  return (
    <form
      action={action}
      method="get"
      className={classNames(
        "grid items-end gap-3 sm:grid-cols-2",
        email === undefined ? "wide:grid-cols-[1fr_1fr_1fr_auto]" : "wide:grid-cols-[2fr_1fr_1fr_auto]",
      )}
    >
      {email !== undefined && (
        <TextField
          label={email.label}
          name="email"
          type="search"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          defaultValue={email.value}
          error={email.error}
        />
      )}
      {fields.map(({ name, label, any, value, choices }) => (
        <SelectField key={name} label={label} name={name} defaultValue={value ?? ""}>
          <option value="">{any}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </SelectField>
      ))}
      <div className="flex gap-2">
        <Button type="submit" icon={email === undefined ? "filter" : "search"}>
          {submit}
        </Button>
        {narrowed && (
          <LinkButton href={action} variant="quiet">
            {clear}
          </LinkButton>
        )}
      </div>
    </form>
  );
}
