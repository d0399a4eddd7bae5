/** Where one wanted to go when asked to sign in: kept while a new account waits for its letter. */
const KEY = "vacancy:next";

export function rememberNext(path: string): void {
  try {
    if (path === "/") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, path);
  } catch {
    // Then one begins at the search.
  }
}

export function recallNext(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
