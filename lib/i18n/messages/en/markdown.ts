export const markdown = {
  code: "Code",
  table: "Table",
  image: "Image, not loaded",
  imageNamed: "Image: {alt}",
  source: "Source {number}: {title}",
  done: "Done",
  toDo: "To do",
  leave: {
    title: "Open this link?",
    hint: "It leads out of ConvoSphere, to this address.",
    disguised: "The beginning only looks like the name of a site. The link leads to the place in bold.",
    cancel: "Cancel",
    open: "Open link",
  },
};
