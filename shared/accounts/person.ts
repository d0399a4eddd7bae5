import type { FoundUser, Me, Person } from "../contract/user.ts";
import type { StoredUser } from "../store/documents.ts";

export function personOf({ _id, name, roles }: StoredUser): Person {
  return { id: _id, name, roles };
}

/** What only the person itself is shown. */
export function meOf(user: StoredUser): Me {
  const { email, language = "en", letters = {} } = user;
  const { reminders = true, alerts = true, wishes = true } = letters;
  return { ...personOf(user), email, language, letters: { reminders, alerts, wishes } };
}

/** What support sees. */
export function foundUser(user: StoredUser): FoundUser {
  const { email, verified, suspended = false, createdAt } = user;
  return { ...personOf(user), email, verified, suspended, createdAt: createdAt.toISOString() };
}
