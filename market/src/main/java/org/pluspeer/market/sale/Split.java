package org.pluspeer.market.sale;

import java.math.BigInteger;
import java.util.List;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A payee that is several: what a sale credits it, anybody may have distributed by the contract. A referrer is a member;
 * the seller's signed offer fixes its share.
 *
 * <p>An offer carries the word alone. Whoever relies on a split recomputes {@link #payee} from the members.
 */
public record Split(List<Member> members) {
    /** Ten thousandths in the whole. */
    public static final int WHOLE = 10_000;

    /** What a client takes; the contract has no bound but that of a transaction. */
    public static final int MAX_MEMBERS = 256;

    /**
     * @param payee an account, a union or another split
     * @param bps share in ten thousandths, 1 to 10,000
     */
    public record Member(Hash32 payee, int bps) {}

    /** @throws MalformedException if a member could not be paid, or the shares are not the whole */
    public Split {
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new MalformedException("split: 1 to " + MAX_MEMBERS + " members");
        }
        int sum = 0;
        for (Member member : members) {
            if (!Payee.isWellFormed(member.payee())) {
                throw new MalformedException("split: " + member.payee() + " cannot be paid");
            }
            if (member.bps() < 1 || member.bps() > WHOLE) {
                throw new MalformedException("split: a share of " + member.bps() + " ten thousandths");
            }
            sum += member.bps();
        }
        if (sum != WHOLE) {
            throw new MalformedException("split: the shares are " + sum + " ten thousandths");
        }
    }

    /** The word that an offer names: keccak256(abi.encode(bytes32[] members, uint16[] bps)), its top two bits made 10. */
    public Hash32 payee() {
        int count = members.size();
        byte[][] words = new byte[4 + 2 * count][];
        words[0] = word(2 * Hash32.LENGTH);
        words[1] = word((long) (3 + count) * Hash32.LENGTH);
        words[2] = word(count);
        words[3 + count] = word(count);
        for (int i = 0; i < count; i++) {
            words[3 + i] = members.get(i).payee().bytes();
            words[4 + count + i] = word(members.get(i).bps());
        }
        byte[] tagged = Keccak.hash(Bytes.concat(words)).bytes();
        tagged[0] = (byte) ((tagged[0] & 0x3f) | Payee.SPLIT);
        return Hash32.of(tagged);
    }

    /**
     * What each member is credited when an amount held is distributed: its part of all but one base unit, rounded down.
     * The rest stays for the next time.
     */
    public List<Amount> shares(Amount held) {
        BigInteger divided = held.units().subtract(BigInteger.ONE).max(BigInteger.ZERO);
        return members.stream()
                .map(member -> new Amount(
                        divided.multiply(BigInteger.valueOf(member.bps())).divide(BigInteger.valueOf(WHOLE))))
                .toList();
    }

    private static byte[] word(long number) {
        byte[] word = new byte[Hash32.LENGTH];
        for (int i = 0; i < Long.BYTES; i++) {
            word[Hash32.LENGTH - 1 - i] = (byte) (number >>> (8 * i));
        }
        return word;
    }
}
