/** Bodies and queries as Stripe takes them: `metadata[key]=value`, `expand[0]=latest_charge`. */
export interface Form {
  [name: string]: string | Form;
}

export function readForm(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part);
    const last = path.pop()!;
    const home = path.reduce<Form>((at, part) => (at[part] ??= {}) as Form, form);
    home[last] = value;
  }
  return form;
}

export const textOf = (form: Form, name: string): string | undefined => {
  const value = form[name];
  return typeof value === "string" ? value : undefined;
};

export function partOf(form: Form, name: string): Form {
  const value = form[name];
  return typeof value === "object" ? value : {};
}
