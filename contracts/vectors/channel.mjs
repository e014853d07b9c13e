// docs/vectors/channel.json. Needs abi/Channels.json for the calldata.

import { AbiCoder, Interface, TypedDataEncoder, ZeroAddress, keccak256 } from 'ethers';
import { artifact } from '../tools/contracts.mjs';
import { typesOf } from '../tools/reference.mjs';
import { account, hash, key, typed } from '../tools/typed.mjs';

const DOMAIN = {
  name: 'Peer Channels',
  version: '1',
  chainId: 31337,
  verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
};
const MOST = (2n ** 96n - 1n).toString();

function terms(changes) {
  return {
    payer: account('payer'),
    payee: account('payee'),
    token: account('token'),
    voucherKey: account('voucher key'),
    challenge: 86400,
    expiry: '1799000000',
    salt: hash('salt'),
    ...changes,
  };
}

function channel(changes, cumulatives) {
  const message = terms(changes);
  const types = typesOf('Channel');
  const channelId = TypedDataEncoder.hash(DOMAIN, types, message);
  return {
    message,
    structHash: TypedDataEncoder.hashStruct('Channel', types, message),
    channelId,
    vouchers: cumulatives.map((cumulative) => typed(DOMAIN, 'Voucher', { channelId, cumulative }, 'voucher key')),
  };
}

/** A purchase through the channel: what offerHash is the hash of, and what voucherKey signs. */
function conditional(channelId) {
  const goods = { exchangeRoot: hash('exchange root'), keyHash: keccak256(hash('K')), size: '700', blockSize: 256 };
  const encoded = AbiCoder.defaultAbiCoder().encode(
    ['bytes32', 'bytes32', 'uint64', 'uint32'],
    [goods.exchangeRoot, goods.keyHash, goods.size, goods.blockSize],
  );
  const terms = { base: '100000', amount: '50000', offerHash: keccak256(encoded), claimBy: '1795000000', disputeWindow: 86400 };
  return { key: hash('K'), goods, voucher: typed(DOMAIN, 'Cond', { channelId, ...terms, bond: '20000' }, 'voucher key') };
}

/** Calls of Channels as a wallet sends them, by ethers and the committed ABI. */
function calldata({ message, channelId, vouchers }, coopClose, { key, goods, voucher: cond }) {
  const contract = new Interface(artifact('Channels').abi);
  const [voucher] = vouchers;
  const { cumulative } = voucher.message;
  const { validUntil } = coopClose.message;
  const call = (name, ...values) => contract.encodeFunctionData(name, values);
  return {
    channelId,
    open: call('open', message, '1000000'),
    openFromLedger: call('openFromLedger', message, '1000000'),
    topUp: call('topUp', message, '5'),
    claim: call('claim', message, cumulative, voucher.signature),
    claimMany: call('claimMany', [[message, cumulative, voucher.signature]]),
    close: call('close', message, cumulative, voucher.signature),
    coopClose: call('coopClose', message, coopClose.message.cumulative, validUntil, coopClose.signature),
    startExit: call('startExit', message),
    exit: call('exit', message),
    reveal: call('reveal', message, cond.message, goods, key, cond.signature),
    settle: call('settle', message, cond.message),
  };
}

export default function document() {
  const dollars = channel({}, ['250000', '1', MOST]);
  const { channelId } = dollars;
  const coopClose = typed(DOMAIN, 'CoopClose', { channelId, cumulative: '240000', validUntil: '1795000000' }, 'payee');
  const nonce = keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'uint256'], [channelId, '1000000']));
  const purchase = conditional(channelId);
  return {
    about: 'Golden vectors, written by contracts/vectors/channel.mjs. Formats: docs/protocol/06-channels.md',
    domain: DOMAIN,
    domainSeparator: TypedDataEncoder.hashDomain(DOMAIN),
    keys: { voucherKey: key('voucher key'), payee: key('payee') },
    channels: [
      dollars,
      channel({ token: ZeroAddress, expiry: '0', challenge: 3600, salt: '0x' + '00'.repeat(32) }, ['1']),
      channel({ challenge: 2592000, expiry: '1099511627775', salt: '0x' + 'ff'.repeat(32) }, [MOST]),
    ],
    coopClose,
    topUpNonce: { channelId, deposited: '1000000', nonce },
    conditional: purchase,
    calldata: calldata(dollars, coopClose, purchase),
  };
}
