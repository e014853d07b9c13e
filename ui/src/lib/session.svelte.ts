/** The access token: out of the address bar into this tab's session, and nowhere else. */

const KEY = 'peer.token';

class Session {
  token = $state(sessionStorage.getItem(KEY) ?? '');

  /** The last token was not taken. */
  refused = $state(false);

  enter(token: string): void {
    this.token = token.trim();
    this.refused = false;
    sessionStorage.setItem(KEY, this.token);
  }

  /** The node no longer takes it. */
  leave(): void {
    this.refused = this.token !== '';
    this.token = '';
    sessionStorage.removeItem(KEY);
  }

  /** Takes `#token=…` and leaves an address without it. */
  takeFromAddress(): void {
    const given = /^#token=([^&]+)/.exec(location.hash);
    if (given === null) return;
    this.enter(decodeURIComponent(given[1]!));
    history.replaceState(null, '', location.pathname + '#/');
  }
}

export const session = new Session();
