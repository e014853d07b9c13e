// Buyers and a seller of x402 that we did not write, asked as serve.mjs is: one JSON request a line on stdin, one JSON
// answer a line on stdout. Ends when stdin does.

import { createInterface } from 'node:readline';
import axios from 'axios';
import express from 'express';
import { privateKeyToAccount } from 'viem/accounts';
import { HTTPFacilitatorClient } from '@x402/core/server';
import { wrapAxiosWithPayment } from '@x402/axios';
import { ExactEvmScheme } from '@x402/evm/exact/client';
import { ExactEvmSchemeV1 } from '@x402/evm/v1';
import { ExactEvmScheme as SellerScheme } from '@x402/evm/exact/server';
import { paymentMiddleware, x402ResourceServer } from '@x402/express';
import { decodePaymentResponseHeader, wrapFetchWithPayment, x402Client } from '@x402/fetch';
import { x402Client as x402AxiosClient } from '@x402/axios';

/** Tokens that are not built in have to be named to the client first, with a limit. */
const client = ({ key, network, asset }) =>
  new x402Client()
    .register(network, new ExactEvmScheme(privateKeyToAccount(key)))
    .setSpendControls({ allowedAssets: [{ network, asset }] });

const receipt = (header) => (header ? decodePaymentResponseHeader(header) : null);

/** As programs do that have a line that may break: the same request again, with the same headers. */
const stubborn = (inner) => async (request) => {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await inner(request.clone());
      if (response.status !== 503 || attempt >= 3000) {
        return response;
      }
      await response.arrayBuffer();
    } catch (error) {
      if (attempt >= 3000) {
        throw error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** Hides version 2, so that the client falls back on version 1. */
const first = (inner) => async (request) => {
  const response = await inner(request);
  const headers = new Headers(response.headers);
  headers.delete('PAYMENT-REQUIRED');
  return new Response(response.body, { status: response.status, headers });
};

const answer = async (response, started) => ({
  status: response.status,
  body: await response.text(),
  receipt: receipt(response.headers.get('PAYMENT-RESPONSE') ?? response.headers.get('X-PAYMENT-RESPONSE')),
  milliseconds: performance.now() - started,
});

let server;

const functions = {
  async buy({ url, method, body, ...payer }) {
    const pay = wrapFetchWithPayment(fetch, client(payer));
    return answer(await pay(url, { method, body }), performance.now());
  },
  async buyByFirst({ url, name, ...payer }) {
    const buyer = client(payer).registerV1(name, new ExactEvmSchemeV1(privateKeyToAccount(payer.key)));
    buyer.setSpendControls({
      allowedAssets: [
        { network: payer.network, asset: payer.asset },
        { network: name, asset: payer.asset },
      ],
    });
    const pay = wrapFetchWithPayment(first(fetch), buyer);
    return answer(await pay(url), performance.now());
  },
  async buyByAxios({ url, key, network }) {
    const buyer = new x402AxiosClient().register(network, new ExactEvmScheme(privateKeyToAccount(key)));
    const pay = wrapAxiosWithPayment(axios.create({ responseType: 'text' }), buyer);
    const response = await pay.get(url);
    return {
      status: response.status,
      body: typeof response.data === 'string' ? response.data : JSON.stringify(response.data),
      receipt: receipt(response.headers['payment-response']),
    };
  },
  /** Many calls, so many at once; the line may break meanwhile. */
  async buyMany({ url, count, atOnce, ...payer }) {
    const pay = wrapFetchWithPayment(stubborn(fetch), client(payer));
    const receipts = [];
    const failed = [];
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < count) {
          const call = next++;
          const response = await pay(`${url}?call=${call}`);
          const text = await response.text();
          const paid = receipt(response.headers.get('PAYMENT-RESPONSE'));
          if (response.status === 200 && paid?.success) {
            receipts.push(paid.transaction);
          } else {
            failed.push({ call, status: response.status, text });
          }
        }
      }),
    );
    return { receipts, failed };
  },
  /** A seller with the middleware of x402, that has our node take the payments. */
  async sell({ facilitator, network, payTo, asset, amount, name, version }) {
    const resources = new x402ResourceServer(new HTTPFacilitatorClient({ url: facilitator })).register(
      network,
      new SellerScheme(),
    );
    const accepts = { scheme: 'exact', network, payTo, price: { asset, amount, extra: { name, version } } };
    const app = express();
    let served = 0;
    app.use(paymentMiddleware({ 'GET /weather': { accepts, description: 'The weather' } }, resources));
    app.get('/weather', (request, response) => response.json({ weather: 'sunny', served: ++served }));
    app.get('/free', (request, response) => response.json({ free: true }));
    app.get('/served', (request, response) => response.json({ served }));
    app.get('/away', (request, response) => response.redirect('/free'));
    server = await new Promise((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    return `http://127.0.0.1:${server.address().port}`;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    const { call, ...parameters } = JSON.parse(line);
    said = { ok: await functions[call](parameters) };
  } catch (error) {
    said = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(said) + '\n');
}
server?.close();
