/** What schemas are written with. */
import { Schema, type IndexDefinition, type IndexOptions, type SchemaDefinition } from "mongoose";

export const text = { type: String, required: true } as const;
export const number = { type: Number, required: true } as const;
export const instant = { type: Date, required: true } as const;
export const anything = { type: Schema.Types.Mixed, required: true } as const;

export const nested = (definition: SchemaDefinition) => new Schema(definition, { _id: false, strict: "throw" });

export const DAY_SECONDS = 86_400;

export interface Collection {
  definition: SchemaDefinition;
  indexes: [IndexDefinition, IndexOptions?][];
}
