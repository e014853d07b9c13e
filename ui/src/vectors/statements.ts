import {
  domainSeparator,
  encodeFunctionData,
  hashStruct,
  hashTypedData,
  keccak256,
  recoverAddress,
  stringToBytes,
  type Abi,
  type Hex,
  type TypedDataDomain,
} from 'viem';
import { sign } from 'viem/accounts';

/** What is signed and what is called. The types of statements are read off the pages that define them. */
const pages = import.meta.glob('../../../docs/protocol/*.md', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;
const TYPES = new Map(
  Object.values(pages).flatMap((page) =>
    [...page.matchAll(/^ *([A-Z]\w+)\(([a-z]\w* [^)]*)\)$/gm)].map(([, name, fields]) => [name!, fields!.replaceAll(', ', ',')] as const),
  ),
);
const abis = import.meta.glob('../../../contracts/abi/*.json', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;

export type Message = Record<string, unknown>;
export type Signed = { domain: TypedDataDomain; primaryType: string; message: Message; signerKey: Hex; signature: Hex };

/** Whole numbers stand as text in the vectors where a double might not hold them. */
function numbers(value: unknown): unknown {
  if (typeof value === 'string') return /^\d+$/.test(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(numbers);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, numbers(inside)]));
}

export function statement(domain: TypedDataDomain, primaryType: string, words: Message) {
  const fields = TYPES.get(primaryType);
  if (fields === undefined) throw new Error(`no page defines ${primaryType}`);
  const type = `${primaryType}(${fields})`;
  const named = fields.split(',').map((field) => {
    const [type, name] = field.split(' ');
    return { type: type!, name: name! };
  });
  const types = { [primaryType]: named };
  const message = numbers(words) as Message;
  return {
    type,
    typeHash: keccak256(stringToBytes(type)),
    domainSeparator: domainSeparator({ domain }),
    structHash: hashStruct({ data: message, primaryType, types }),
    digest: hashTypedData({ domain, types, primaryType, message }),
  };
}

/** Curve arithmetic is slow, and most statements are asked for again unchanged. */
function once(make: (a: Hex, b: Hex) => Promise<Hex>): typeof make {
  const known = new Map<string, Promise<Hex>>();
  return (a, b) => {
    const made = known.get(a + b) ?? make(a, b);
    known.set(a + b, made);
    return made;
  };
}
export const signatureOf = once((privateKey, hash) => sign({ hash, privateKey, to: 'hex' }));
export const signerOf = once((signature, hash) => recoverAddress({ hash, signature }));

/** Everything that follows from who signs what: also the signature, for RFC 6979 leaves nothing to chance. */
export async function signed(given: Signed) {
  const made = statement(given.domain, given.primaryType, given.message);
  const signer = await signerOf(given.signature, made.digest);
  return { ...given, ...made, signer, signature: await signatureOf(given.signerKey, made.digest) };
}

export function call(contract: string, functionName: string, ...args: unknown[]): Hex {
  const file = abis[`../../../contracts/abi/${contract}.json`];
  if (file === undefined) throw new Error(`no ABI of ${contract}`);
  const { abi } = JSON.parse(file) as { abi: Abi };
  return encodeFunctionData({ abi, functionName, args: numbers(args) as unknown[] });
}
