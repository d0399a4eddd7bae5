/** The package has no types of its own. */
declare module "fxa-common-password-list" {
  const common: {
    /** Whether it is among the 50,000 most common passwords of 8 characters or more, all in lower case. */
    test(password: string): boolean;
  };
  export default common;
}
