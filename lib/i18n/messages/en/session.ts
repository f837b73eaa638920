/** What is said when a session is about to end, or has ended, on whatever page. */
export const session = {
  soon: {
    title: "Are you still there?",
    idle: "Nothing has been done here for a while. You will be signed out in {left}.",
    absolute: "Your session ends in {left}. Sign in again to go on without a break.",
    left: "{minutes, plural, =0 {} one {# minute } other {# minutes }}{seconds, plural, one {# second} other {# seconds}}",
    stay: "Stay signed in",
  },
  ended: {
    title: "You are signed out",
    text: "Your session has ended. What you typed is kept in this tab.",
    do: "Sign in again",
  },
  again: {
    title: "Sign in again",
    text: "You stay on this page, and what you typed stays too.",
    email: "E-mail address",
    password: "Password",
    submit: "Sign in",
    factor: "One more step is needed. It opens on the sign-in page and leads back here.",
    goOn: "Go on",
    page: "Use the sign-in page instead",
  },
};
