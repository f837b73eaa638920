import { authDoor } from "#lib/http/auth-door.ts";

export { authDoor as GET, authDoor as POST };
