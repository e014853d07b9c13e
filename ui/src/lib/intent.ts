/** One key per intent of the person; repeating a request with it never does the thing twice. */
export function intentKey(): string {
  return crypto.randomUUID();
}
