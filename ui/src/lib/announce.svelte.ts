/** What a screen reader is told politely, wherever it happens. */

class Announcer {
  text = $state('');
  // Not state: whoever announces something does not depend on what was announced before.
  #last = '';

  say(text: string): void {
    // The same words twice are two announcements.
    this.#last = this.#last === text ? text + '\u00a0' : text;
    this.text = this.#last;
  }
}

export const announcer = new Announcer();
