// region: login
/** Keeps the bearer token of one account. Calls that need one at the same moment wait for the same login. */
export class TokenSource {
  readonly #login: () => Promise<string>;
  #pending: Promise<string> | undefined;
  #token: string | undefined;

  constructor(login: () => Promise<string>) {
    this.#login = login;
  }

  /** The token at hand, or a new one if that is the one that was refused. */
  get(refused?: string): Promise<string> {
    // Only the first of several calls that meet the end of a token throws it away.
    if (refused !== undefined && refused === this.#token) this.#pending = undefined;
    return (this.#pending ??= this.#renew());
  }

  async #renew(): Promise<string> {
    try {
      this.#token = await this.#login();
      return this.#token;
    } catch (error) {
      this.#pending = undefined;
      throw error;
    }
  }
}
// endregion
