import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/field.tsx";
import { LinkButton } from "../ui/link-button.tsx";

type Choice = { value: string; label: string };
type FilterField = {
  name: string;
  label: string;
  any: string;
  value: string | undefined;
  choices: readonly Choice[];
};

type EventFilterFormProps = {
  /** The page that reads the query. */
  action: string;
  fields: readonly FilterField[];
  submit: string;
  clear: string;
};

/** Narrows a list through its address, so that a filtered list can be kept and sent; works without script. */
export function EventFilterForm({ action, fields, submit, clear }: EventFilterFormProps) {
  const narrowed = fields.some(({ value }) => value !== undefined);
  return (
    <form
      action={action}
      method="get"
      className="grid items-end gap-3 sm:grid-cols-2 wide:grid-cols-[1fr_1fr_1fr_auto]"
    >
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
        <Button type="submit" icon="filter">
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
