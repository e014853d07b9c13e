import { untrack } from 'svelte';
import { live } from './live.svelte';
import { Problem } from './problem';
import { Pull } from './pull';
import type { Topic } from './types';

/** Something of the node's that a view shows: pulled at first, and again whenever one of its topics rings. */
export class Resource<A> {
  data = $state.raw<A | undefined>(undefined);
  problem = $state.raw<Problem | undefined>(undefined);
  loading = $state(true);
  #again = $state(0);

  /** To be made while a component starts. What `load` reads before its first `await` makes it load anew. */
  constructor(load: (signal: AbortSignal) => Promise<A>, topics: Topic[]) {
    const ask = (signal: AbortSignal) => {
      this.loading = true;
      return load(signal);
    };
    const fail = (cause: unknown) => {
      this.problem = Problem.of(cause);
      this.loading = false;
    };
    const pull = new Pull(ask, (data) => this.set(data), fail);
    $effect(() => {
      pull.anew();
      return () => pull.stop();
    });
    let first = true;
    $effect(() => {
      live.listen(topics);
      void this.#again;
      if (!first) untrack(() => pull.again());
      first = false;
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
