package org.pluspeer.market.union;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A membership that is to follow the current one. Money that came before stays the old list's.
 *
 * @param union id of the founding membership
 * @param rule of the current membership: it says whose consent is needed
 * @param nextRule of the next one
 * @param until the last second, chain time, in which the consents may be used
 */
public record Change(Hash32 union, Membership current, Rule rule, Membership next, Rule nextRule, long until) {

    /** @throws MalformedException if the contract would refuse it whoever agreed */
    public Change {
        require(Membership.isUnion(union), "this is no union's id");
        require(!current.isFounding() || current.id().equals(union), "this is another union's list");
        require(rule.hash().equals(current.rule()), "this is not the current list's rule");
        require(!rule.isFixed(), "this union's list is fixed for good");
        require(next.previous().equals(current.id()), "the new list does not follow the current one");
        require(nextRule.hash().equals(next.rule()), "this is not the new list's rule");
        require(nextRule.quorum().compareTo(next.totalWeight()) <= 0, "the new quorum is more than all members have");
        require(until > 0, "the consents need a last second");
    }

    public static Change to(Hash32 union, Membership current, Rule rule, MemberTree tree, Rule nextRule, long until) {
        Membership next = Membership.following(current.id(), tree, nextRule);
        return new Change(union, current, rule, next, nextRule, until);
    }

    /** The domain in which changes are agreed to. */
    public static Eip712.Domain domain(long chainId, Address unions) {
        return new Eip712.Domain("Peer Unions", "1", chainId, unions);
    }

    /** What secretary and members sign. */
    public Eip712.Struct struct() {
        return Eip712.Struct.named("Change")
                .bytes32("union", union)
                .bytes32("previous", next.previous())
                .bytes32("root", next.root())
                .uint(96, "totalWeight", next.totalWeight())
                .uint(64, "count", next.count())
                .uint(96, "quorum", nextRule.quorum())
                .address("secretary", nextRule.secretary())
                .bytes32("terms", nextRule.terms())
                .uint(64, "until", until)
                .build();
    }

    public Hash32 digest(long chainId, Address unions) {
        return Eip712.digest(domain(chainId, unions), struct());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MalformedException("change of a union: " + otherwise);
        }
    }
}
