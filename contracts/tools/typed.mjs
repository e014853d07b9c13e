// Keys, accounts and signed statements for the vectors, by ethers.

import { SigningKey, TypedDataEncoder, computeAddress, hexlify, id } from 'ethers';
import { TYPES, sha256, typesOf } from './reference.mjs';

export const key = (name) => id('peer vectors: ' + name);
export const account = (name) => computeAddress(new SigningKey(key(name)));
export const hash = (name) => hexlify(sha256(Buffer.from('peer vectors: ' + name)));

export function typed(domain, primaryType, message, signer) {
  const types = typesOf(primaryType);
  const digest = TypedDataEncoder.hash(domain, types, message);
  return {
    domain,
    primaryType,
    type: `${primaryType}(${TYPES[primaryType]})`,
    typeHash: id(`${primaryType}(${TYPES[primaryType]})`),
    message,
    domainSeparator: TypedDataEncoder.hashDomain(domain),
    structHash: TypedDataEncoder.hashStruct(primaryType, types, message),
    digest,
    signer: account(signer),
    signerKey: key(signer),
    signature: new SigningKey(key(signer)).sign(digest).serialized,
  };
}
