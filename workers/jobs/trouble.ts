/** Why a job could not be done, in words that support may read: they name no person and no secret. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}
