import { z } from "zod";
import { Calendar } from "./calendar.ts";
import { Instant } from "./dates.ts";
import { Id } from "./ids.ts";
import { Webhook } from "./webhook.ts";
import { WishView } from "./wish.ts";

export const Role = z.enum(["guest", "host", "support", "admin"]).meta({ id: "Role" });
export type Role = z.infer<typeof Role>;

export const Email = z
  .email()
  .max(254)
  .transform((address) => address.toLowerCase())
  .meta({ id: "Email", format: "email" });

export const Password = z.string().min(10, "must have 10 characters or more").max(200).meta({ id: "Password", format: "password" });

/** What letters are written in. */
export const Language = z.enum(["en", "fr", "es"]).meta({ id: "Language" });
export type Language = z.infer<typeof Language>;

/** The letters that a person can do without. */
export const LetterTopic = z.enum(["reminders", "alerts", "wishes"]).meta({ id: "LetterTopic", description: "reminders: of stays and holds; alerts: to hosts; wishes: nights that have freed" });
export type LetterTopic = z.infer<typeof LetterTopic>;

export const Registration = z
  .strictObject({ email: Email, password: Password, name: z.string().trim().min(1).max(80), language: Language.optional() })
  .meta({ id: "Registration" });
export type Registration = z.infer<typeof Registration>;

export const Login = z.strictObject({ email: Email, password: z.string().min(1).max(200) }).meta({ id: "Login" });
export type Login = z.infer<typeof Login>;

export const Person = z.object({ id: Id, name: z.string(), roles: z.array(Role) }).meta({ id: "Person" });
export type Person = z.infer<typeof Person>;

/** Whether somebody wants the letters of each topic. */
const WantedLetters = z.strictObject({ reminders: z.boolean(), alerts: z.boolean(), wishes: z.boolean() });

export const Me = Person.extend({ email: z.string(), language: Language, letters: WantedLetters }).meta({ id: "Me" });
export type Me = z.infer<typeof Me>;

export const LoggedIn = z
  .object({ accessToken: z.string(), expiresAt: Instant, user: Person })
  .meta({ id: "LoggedIn", description: "The refresh token comes beside it, as a cookie" });
export type LoggedIn = z.infer<typeof LoggedIn>;

export const MeChange = z
  .strictObject({ name: Registration.shape.name.optional(), language: Language.optional(), letters: WantedLetters.partial().optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "must change something")
  .meta({ id: "MeChange", description: "What is absent stays as it is" });
export type MeChange = z.infer<typeof MeChange>;

/** A device that is signed in. */
export const Session = z
  .object({
    id: Id,
    agent: z.string().meta({ description: "What the device called itself" }),
    startedAt: Instant,
    at: Instant.meta({ description: "When it last got a token" }),
    current: z.boolean().meta({ description: "The one that asks" }),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

/** A person as support sees them. */
export const FoundUser = Person.extend({ email: z.string(), verified: z.boolean(), suspended: z.boolean(), createdAt: Instant }).meta({ id: "FoundUser" });
export type FoundUser = z.infer<typeof FoundUser>;

/** All that is kept of a person. */
export const Export = z
  .object({
    me: Me.extend({ verified: z.boolean(), createdAt: Instant }),
    sessions: z.array(Session),
    bookings: z.array(z.record(z.string(), z.unknown())).meta({ description: "As guest and as host, as BookingView" }),
    properties: z.array(z.record(z.string(), z.unknown())).meta({ description: "As HostProperty" }),
    letters: z.array(z.object({ kind: z.string(), at: Instant, bookingId: Id.optional() })).meta({ description: "What was sent to this person, first to last; what letters said is not kept" }),
    wishes: z.array(WishView),
    calendars: z.array(Calendar).meta({ description: "Of other platforms, read for my properties" }),
    webhooks: z.array(Webhook),
    events: z.array(z.object({ id: Id, type: z.string(), at: Instant })).meta({ description: "What this person did, first to last" }),
  })
  .meta({ id: "Export", description: "My data" });
export type Export = z.infer<typeof Export>;
