/** What the node is asked about payment channels. */

import { call } from './api';
import type { Channel, ChannelOrder, ChannelQuote } from './channel';

const path = (id: string) => `/channels/${encodeURIComponent(id)}`;

export const channels = {
  all: (signal?: AbortSignal) =>
    call<{ channels: Channel[] }>('GET', '/channels', undefined, signal).then((all) => all.channels),
  quote: (order: ChannelOrder) => call<ChannelQuote>('POST', '/channels/quote', order),
  open: (order: ChannelOrder) => call<Channel>('POST', '/channels', order),
  topUp: (id: string, deposit: string) => call<Channel>('POST', `${path(id)}/top-up`, { deposit }),
  claim: (id: string) => call<Channel>('POST', `${path(id)}/claim`, {}),
  close: (id: string) => call<Channel>('POST', `${path(id)}/close`, {}),
};
