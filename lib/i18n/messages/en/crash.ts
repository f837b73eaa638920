/** The few sentences of the error pages, apart from the rest: they travel with every page. */
export const crash = {
  title: "This page could not be shown",
  text: "Something went wrong on the server or in the browser. What was saved before is safe.",
  advice: "Try again. If it happens again, tell whoever runs this instance, with the code below.",
  adviceWithoutCode: "Try again. If it happens again, tell whoever runs this instance.",
  retry: "Try again",
  home: "To the start page",
  code: "Code: {digest}",
};
