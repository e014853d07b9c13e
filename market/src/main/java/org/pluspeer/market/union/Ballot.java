package org.pluspeer.market.union;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * The consents to one change that came in so far. Each addition gives a new ballot; one that is complete is all that
 * the contract's {@code change} needs, and anybody may submit it.
 */
public final class Ballot {
    private final Change change;
    private final Hash32 digest;
    /** By the member's place. */
    private final SortedMap<Long, Consent> consents;

    private final @Nullable Signature secretary;

    private Ballot(Change change, Hash32 digest, SortedMap<Long, Consent> consents, @Nullable Signature secretary) {
        this.change = change;
        this.digest = digest;
        this.consents = consents;
        this.secretary = secretary;
    }

    public static Ballot open(Change change, long chainId, Address unions) {
        return new Ballot(change, change.digest(chainId, unions), new TreeMap<>(), null);
    }

    /** @return null if the consent counts */
    public @Nullable UnionFault fault(Consent consent) {
        if (!change.current().has(consent.share())) {
            return UnionFault.NOT_A_MEMBER;
        }
        Address member = consent.share().member().account();
        return Secp256k1.verify(digest, consent.signature(), member) ? null : UnionFault.CONSENT_SIGNATURE;
    }

    /** @return null if the secretary signed this */
    public @Nullable UnionFault fault(Signature bySecretary) {
        boolean holds = Secp256k1.verify(digest, bySecretary, change.rule().secretary());
        return holds ? null : UnionFault.SECRETARY_SIGNATURE;
    }

    /**
     * With one more consent; a second one of the same place takes the first one's.
     *
     * @throws IllegalArgumentException if it has a fault
     */
    public Ballot with(Consent consent) {
        refuse(fault(consent));
        SortedMap<Long, Consent> more = new TreeMap<>(consents);
        more.put(consent.share().index(), consent);
        return new Ballot(change, digest, more, secretary);
    }

    /** @throws IllegalArgumentException if it has a fault */
    public Ballot with(Signature bySecretary) {
        refuse(fault(bySecretary));
        return new Ballot(change, digest, consents, bySecretary);
    }

    public Change change() {
        return change;
    }

    /** What is signed. */
    public Hash32 digest() {
        return digest;
    }

    public Optional<Signature> secretary() {
        return Optional.ofNullable(secretary);
    }

    /** By rising index, as the contract takes them. */
    public List<Consent> consents() {
        return List.copyOf(consents.values());
    }

    /** What those who consented hold together. */
    public BigInteger weight() {
        return consents.values().stream()
                .map(consent -> consent.share().member().weight())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** @param headTime unix seconds of the chain's head */
    public boolean isComplete(long headTime) {
        boolean hasSecretary = change.rule().secretary().isZero() || secretary != null;
        boolean hasQuorum = weight().compareTo(change.rule().quorum()) >= 0;
        return hasSecretary && hasQuorum && headTime <= change.until();
    }

    private static void refuse(@Nullable UnionFault fault) {
        if (fault != null) {
            throw new IllegalArgumentException(fault.sentence());
        }
    }
}
