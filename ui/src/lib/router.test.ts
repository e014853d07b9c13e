import { beforeAll, describe, expect, it, vi } from 'vitest';

let parseRoute: typeof import('./router.svelte').parseRoute;

beforeAll(async () => {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('sessionStorage', { getItem: () => null });
  ({ parseRoute } = await import('./router.svelte'));
});

describe('routes', () => {
  it('names the view, the id and the query', () => {
    expect(parseRoute('').view).toBe('browse');
    expect(parseRoute('#/?q=bird%20strikes').query.get('q')).toBe('bird strikes');
    expect(parseRoute('#/listings/0x12')).toMatchObject({ view: 'listing', id: '0x12' });
    expect(parseRoute('#/purchases/a%2Fb')).toMatchObject({ view: 'purchase', id: 'a/b' });
  });
  it('knows when there is no such page', () => {
    expect(parseRoute('#/listings/1/2').view).toBe('nowhere');
    expect(parseRoute('#/elsewhere').view).toBe('nowhere');
    expect(parseRoute('#/listings/%E0%A4%A').view).toBe('listing');
  });
});
