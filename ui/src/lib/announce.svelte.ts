/** What a screen reader is told politely, wherever it happens. */

class Announcer {
  text = $state('');

  say(text: string): void {
    // The same words twice are two announcements.
    this.text = this.text === text ? text + '\u00a0' : text;
  }
}

export const announcer = new Announcer();
