/** Hands a file to the browser's own download. */
function follow(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

/** A one-time address of the node. */
export function download(url: string, name = ''): void {
  follow(new URL(url, location.origin).href, name);
}

/** A text that only this page has. */
export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  follow(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
