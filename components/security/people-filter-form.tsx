import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { LinkButton } from "../ui/link-button.tsx";

type Choice = { value: string; label: string };
type Filter = { label: string; any: string; value: string | undefined; choices: readonly Choice[] };

type PeopleFilterFormProps = {
  email: { label: string; value: string | undefined; error?: string | undefined };
  role: Filter;
  state: Filter;
  submit: string;
  clear: string;
};

/** Narrows the list of people through its address; works without script. */
export function PeopleFilterForm({ email, role, state, submit, clear }: PeopleFilterFormProps) {
  const narrowed = [email, role, state].some(({ value }) => value !== undefined);
  return (
    <form
      action="/admin/users"
      method="get"
      className="grid items-end gap-3 sm:grid-cols-2 wide:grid-cols-[2fr_1fr_1fr_auto]"
    >
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
      {Object.entries({ role, state }).map(([name, { label, any, value, choices }]) => (
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
        <Button type="submit" icon="search">
          {submit}
        </Button>
        {narrowed && (
          <LinkButton href="/admin/users" variant="quiet">
            {clear}
          </LinkButton>
        )}
      </div>
    </form>
  );
}
