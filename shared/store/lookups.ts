import type { Query, Schema } from "mongoose";

/** What finds one document, by what somebody named: an id, an address, a token. */
const ONE = /^(findOne|updateOne|deleteOne|replaceOne)/;

/**
 * Behind the doors' schemas a second wall: in a filter for one document, an operator is taken for a value and then does not
 * fit its field, unless the code that wrote it says that it is its own (`mongoose.trusted`). Filters for many are made of
 * operators, and what is within them is cast to text, number or date: there none could hide.
 */
export function sanitizeLookups(schema: Schema): void {
  schema.pre(ONE, { query: true, document: false }, function () {
    void (this as unknown as Query<unknown, unknown>).setOptions({ sanitizeFilter: true });
  });
}
