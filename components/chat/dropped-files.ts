/** Files among what was dropped, without folders: a browser hands those over as files that cannot be read. */
export function droppedFiles({ items, files }: Pick<DataTransfer, "items" | "files">): File[] {
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry?.()?.isDirectory === true;
  const folders = [...items].filter((item) => item.kind === "file" && isFolder(item)).map((item) => item.getAsFile());
  const names = new Set(folders.map((folder) => folder?.name));
  return [...files].filter((file) => !names.has(file.name));
}

/**
 * Files that somebody meant to paste. Word processors put a picture of the text beside it: then the text is meant.
 */
export function pastedFiles({ files, types }: Pick<DataTransfer, "files" | "types">): File[] {
  const all = [...files];
  const readable = all.filter((file) => !file.type.startsWith("image/"));
  return readable.length > 0 || types.includes("text/plain") ? readable : all;
}
