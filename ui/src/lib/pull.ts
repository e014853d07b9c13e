/** Asks for something again and again, one question at a time. */

export class Pull<A> {
  #stop = new AbortController();
  #running = false;
  #stale = false;
  readonly #ask: (signal: AbortSignal) => Promise<A>;
  readonly #take: (data: A) => void;
  readonly #fail: (cause: unknown) => void;

  constructor(ask: (signal: AbortSignal) => Promise<A>, take: (data: A) => void, fail: (cause: unknown) => void) {
    this.#ask = ask;
    this.#take = take;
    this.#fail = fail;
  }

  /** Asks anew and gives up what is on its way: it would answer another question. */
  anew(): void {
    this.stop();
    this.#stop = new AbortController();
    this.#run(this.#stop.signal);
  }

  /** Asks the same once more. What rings faster than answers come must not keep them from coming: one on its way is let in first. */
  again(): void {
    if (this.#running) this.#stale = true;
    else if (!this.#stop.signal.aborted) this.#run(this.#stop.signal);
  }

  stop(): void {
    this.#stop.abort();
    this.#running = false;
  }

  #run(signal: AbortSignal): void {
    this.#running = true;
    this.#stale = false;
    this.#ask(signal).then(
      (data) => this.#ended(signal, () => this.#take(data)),
      (cause: unknown) => this.#ended(signal, () => this.#fail(cause)),
    );
  }

  #ended(signal: AbortSignal, tell: () => void): void {
    if (signal.aborted) return;
    this.#running = false;
    tell();
    if (this.#stale) this.#run(signal);
  }
}
