/** The wall clock, for "12 seconds ago" only; deadlines come from the chain's head. */

class Clock {
  now = $state(this.read());

  read(): number {
    return Math.floor(Date.now() / 1000);
  }

  start(): () => void {
    const timer = setInterval(() => (this.now = this.read()), 1000);
    return () => clearInterval(timer);
  }
}

export const clock = new Clock();
