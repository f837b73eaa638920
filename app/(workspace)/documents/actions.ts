"use server";

import { deleteDocument } from "#lib/documents/delete-document.ts";
import { editDocument } from "#lib/documents/edit-document.ts";
import { EditDocument, OneDocument, UploadForm } from "#lib/documents/schema.ts";
import { takeFiles } from "#lib/documents/take-files.ts";
import { action } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";

export const edit = action(EditDocument, refreshing(editDocument));
export const remove = action(OneDocument, refreshing(deleteDocument));

const take = action(UploadForm, refreshing(takeFiles));

/** For browsers without script; with script each file goes to a door of its own, which shows how far it is. */
export async function upload(_before: unknown, form: FormData) {
  const given = form instanceof FormData ? form.getAll("file") : [];
  // A form in which nothing was chosen sends a file without a name.
  return take({ files: given.filter((file) => !(file instanceof File) || file.name !== "") });
}
