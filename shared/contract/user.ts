import { z } from "zod";
import { Instant } from "./dates.ts";
import { Id } from "./ids.ts";

export const Role = z.enum(["guest", "host", "support", "admin"]).meta({ id: "Role" });
export type Role = z.infer<typeof Role>;

export const Email = z
  .email()
  .max(254)
  .transform((address) => address.toLowerCase())
  .meta({ id: "Email", format: "email" });

const Password = z.string().min(10, "must have 10 characters or more").max(200).meta({ id: "Password", format: "password" });

export const Registration = z
  .strictObject({ email: Email, password: Password, name: z.string().trim().min(1).max(80) })
  .meta({ id: "Registration" });
export type Registration = z.infer<typeof Registration>;

export const Login = z.strictObject({ email: Email, password: z.string().min(1).max(200) }).meta({ id: "Login" });
export type Login = z.infer<typeof Login>;

export const Person = z.object({ id: Id, name: z.string(), roles: z.array(Role) }).meta({ id: "Person" });
export type Person = z.infer<typeof Person>;

export const Me = Person.extend({ email: z.string() }).meta({ id: "Me" });
export type Me = z.infer<typeof Me>;

export const LoggedIn = z
  .object({ accessToken: z.string(), expiresAt: Instant, user: Person })
  .meta({ id: "LoggedIn", description: "The refresh token comes beside it, as a cookie" });
export type LoggedIn = z.infer<typeof LoggedIn>;
