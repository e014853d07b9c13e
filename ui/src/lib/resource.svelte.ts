import { live } from './live.svelte';
import { Problem } from './problem';
import type { Topic } from './types';

/** Something of the node's that a view shows: pulled at first, and again whenever one of its topics rings. */
export class Resource<A> {
  data = $state.raw<A | undefined>(undefined);
  problem = $state.raw<Problem | undefined>(undefined);
  loading = $state(true);
  #again = $state(0);

  /** To be made while a component starts. What `load` reads before its first `await` makes it load anew. */
  constructor(load: (signal: AbortSignal) => Promise<A>, topics: Topic[]) {
    $effect(() => {
      live.listen(topics);
      void this.#again;
      const stop = new AbortController();
      this.loading = true;
      load(stop.signal).then(
        (data) => {
          if (!stop.signal.aborted) this.set(data);
        },
        (cause: unknown) => {
          if (stop.signal.aborted) return;
          this.problem = Problem.of(cause);
          this.loading = false;
        },
      );
      return () => stop.abort();
    });
  }

  /** Takes a newer value that came back from an action. */
  set(data: A): void {
    this.data = data;
    this.problem = undefined;
    this.loading = false;
  }

  reload(): void {
    this.#again++;
  }
}
