/** The bell: one long poll that says which topics changed; whoever shows a topic pulls it anew. */

import { api } from './api';
import { clock } from './clock.svelte';
import { Problem } from './problem';
import { session } from './session.svelte';
import type { Topic } from './types';

const TOPICS: Topic[] = ['listings', 'purchases', 'sales', 'wallet', 'peers', 'chain', 'approvals', 'apps', 'storage', 'channels', 'loop'];
const WAIT_SECONDS = 25;
const LONGEST_PAUSE = 10_000;

class Live {
  online = $state(true);
  /** Unix seconds of the last answer. */
  heard = $state(clock.now);
  #rings = $state(Object.fromEntries(TOPICS.map((topic) => [topic, 0])) as Record<Topic, number>);
  #since = 0;
  #wake: (() => void) | undefined;

  /** Read inside an effect: the effect runs again when one of the topics rings. */
  listen(topics: Topic[]): number {
    return topics.reduce((sum, topic) => sum + this.#rings[topic], 0);
  }

  /** Rings everything, as after having been away. */
  ringAll(): void {
    for (const topic of TOPICS) this.#rings[topic]++;
  }

  /** Ends a pause between two attempts. */
  retryNow(): void {
    this.#wake?.();
  }

  /** Listens until told to stop; started again, it goes on where it was. */
  async run(signal: AbortSignal): Promise<void> {
    let pause = 500;
    while (!signal.aborted && session.token !== '') {
      try {
        await this.#once(signal);
        pause = 500;
      } catch (cause) {
        if (signal.aborted) return;
        this.online = false;
        if (Problem.of(cause).status === 401) return;
        await this.#sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  async #once(signal: AbortSignal): Promise<void> {
    const since = this.#since;
    const bell = await api.events(since, this.online ? WAIT_SECONDS : 0, signal);
    this.#since = bell.last;
    this.heard = clock.read();
    if (!this.online || bell.last < since) {
      // Away, or a node that started anew: what is on the screen may be of another time.
      this.online = true;
      this.ringAll();
    } else if (since > 0) {
      for (const topic of TOPICS) if (bell.changed.includes(topic)) this.#rings[topic]++;
    }
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

export const live = new Live();
