/** Why a calendar could not be read, in words that its host may read: they repeat nothing of the address or of what it answered. */
export class FeedProblem extends Error {
  override readonly name = "FeedProblem";
}
